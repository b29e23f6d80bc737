import type { DiagnosticCode, DiagnosticFacts, Span } from '@omniroute/errors';
import { closestName } from '@omniroute/primitives';
import type { Tree } from '../syntax/tree.ts';
import { unionOf } from '../types/relations.ts';
import { typeToString } from '../types/to-string.ts';
import { DYN, ERROR, type Type } from '../types/type.ts';
import { pathText } from './paths.ts';

/** A field as it is asked for. `present`: a guard says that it is there. */
export interface AskedField {
  readonly tree: Tree;
  readonly operand: Tree;
  readonly name: string;
  readonly span: Span;
  readonly optional: boolean;
  readonly present: boolean;
}

export type Report = (code: DiagnosticCode, span: Span, given?: Omit<DiagnosticFacts, 'pointer' | 'span'>) => Type;

/** The type of a field of a value, and what is wrong with asking for it. */
export function fieldType(operand: Type, asked: AskedField, report: Report): Type {
  if (asked.name === '') return ERROR;
  const wrap = (type: Type): Type => (asked.optional ? { kind: 'optional', of: type } : type);
  switch (operand.kind) {
    case 'dyn':
    case 'error':
      return wrap(operand);
    case 'map':
      return wrap(operand.value);
    case 'optional': {
      const inner = fieldType(operand.of, { ...asked, optional: true }, report);
      return inner.kind === 'optional' || inner.kind === 'error' ? inner : { kind: 'optional', of: inner };
    }
    case 'union':
      return unionField(operand, asked, report);
    case 'record':
      return recordField(operand, asked, report, wrap);
    default:
      return report('OR4003', asked.span, { facts: { name: asked.name, what: typeToString(operand) } });
  }
}

function recordField(
  operand: Extract<Type, { kind: 'record' }>,
  asked: AskedField,
  report: Report,
  wrap: (type: Type) => Type,
): Type {
  const { name, span } = asked;
  const known = Object.hasOwn(operand.fields, name) ? operand.fields[name] : undefined;
  if (known === undefined) return unknownField(operand, asked, report, wrap);
  if (!known.optional || asked.optional || asked.present) return wrap(known.type);
  const { code, facts } = known.absent ?? { code: 'OR4004' as const, facts: {} };
  return report(code, span, { facts: { name, ...facts } });
}

/** What is no field but a name of the service has codes of its own. */
const CODES: Readonly<Record<string, readonly [DiagnosticCode, string]>> = {
  nodes: ['OR2004', 'step'],
  vars: ['OR2005', 'variable'],
  loops: ['OR2004', 'loop around this'],
  callback: ['OR2004', 'step with a callback here'],
};

function unknownField(
  operand: Extract<Type, { kind: 'record' }>,
  asked: AskedField,
  report: Report,
  wrap: (type: Type) => Type,
): Type {
  const { name, span } = asked;
  if (operand.literal === true && asked.optional) return wrap(DYN);
  const what = operand.what ?? 'the object';
  const close = closestName(name, Object.keys(operand.fields));
  const hint = close === undefined ? {} : { did_you_mean: close };
  const [code, word] = CODES[what] ?? ['OR4003', what];
  if (!operand.open || Object.hasOwn(CODES, what)) return report(code, span, { ...hint, facts: { name, what: word } });
  if (!asked.optional && !asked.present) report('OR4017', span, { ...hint, facts: { name, what } });
  return wrap(DYN);
}

function unionField(operand: Extract<Type, { kind: 'union' }>, asked: AskedField, report: Report): Type {
  const objects = operand.of.filter((part) => part.kind !== 'null');
  if (objects.length < operand.of.length) {
    return report('OR4004', asked.operand.span, { facts: { name: pathText(asked.operand) ?? 'this value' } });
  }
  const having = objects.filter(
    (part) => part.kind !== 'record' || part.open || Object.hasOwn(part.fields, asked.name),
  );
  if (having.length === 0) return fieldType(objects[0] ?? ERROR, asked, report);
  if (having.length < objects.length && !asked.optional && !asked.present) {
    return report('OR4004', asked.span, { facts: { name: asked.name } });
  }
  return unionOf(having.map((part) => fieldType(part, asked, report)));
}
