import type { RunError } from '@omniroute/errors';
import { type Issue, type Plan, type TypeRef, validate } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';

/** The error of a value that does not fit one of the plan's types, or `null`. `what` begins the sentence. */
export function misfit(
  plan: Plan,
  type: TypeRef | null,
  value: Json,
  blame: { readonly code: `validation.${'input' | 'output' | 'variable'}`; readonly what: string },
): RunError | null {
  if (type === null) return null;
  const schema = plan.types[type];
  if (schema === undefined) throw new Error(`The plan has no type ${type}`);
  const verdict = validate(schema, value);
  return verdict.ok
    ? null
    : {
        code: blame.code,
        message: `${blame.what} does not fit: ${sentenceOf(verdict.issues)}.`,
        details: { issues: verdict.issues.slice(0, 10).map((issue) => ({ ...issue })) },
      };
}

/** The first issue in words: place, then what is wrong there. */
export function sentenceOf(issues: readonly Issue[]): string {
  const [first] = issues;
  return first === undefined ? '' : `${first.pointer} ${first.message}`.trim();
}
