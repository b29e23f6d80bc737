import { type Diagnostic, diagnostic, err, ok, type Result } from '@omniroute/errors';
import { closestName, formatPointer, isObject } from '@omniroute/primitives';
import { walk } from '../walker/walk.ts';
import { OPERATIONS, type Operation, type OperationName } from './operation.ts';

/** Reads operations that came from outside (the assistant, an API): each has a known name and the fields of its kind. */
export function readOperations(written: unknown): Result<Operation[], readonly Diagnostic[]> {
  if (!Array.isArray(written)) return err([wrongKind('', 'The change', 'a list of operations')]);
  const findings = written.flatMap((operation, index) => faultsOf(operation, formatPointer([index])));
  return findings.length === 0 ? ok(written as Operation[]) : err(findings);
}

function faultsOf(operation: unknown, pointer: string): readonly Diagnostic[] {
  if (!isObject(operation)) return [wrongKind(pointer, 'An operation', 'an object')];
  const { op } = operation;
  if (typeof op === 'string' && Object.hasOwn(OPERATIONS, op))
    return walk(OPERATIONS[op as OperationName], operation, pointer).findings;
  const close = typeof op === 'string' ? closestName(op, Object.keys(OPERATIONS)) : undefined;
  return [
    diagnostic('OR1006', {
      pointer: `${pointer}/op`,
      expected: Object.keys(OPERATIONS).join(', '),
      got: String(op ?? 'nothing'),
      ...(close === undefined ? {} : { did_you_mean: close }),
      facts: { where: 'The name of an operation' },
    }),
  ];
}

function wrongKind(pointer: string, where: string, expected: string): Diagnostic {
  return diagnostic('OR1005', { pointer, expected, got: 'something else', facts: { where } });
}
