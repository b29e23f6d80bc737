import { validate } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';

/** A day: how long mail is kept that no declaration says more about, and how long an id is remembered at least. */
export const DAY_MS = 86_400_000;

/** What one plan says about a message; `schema: null` takes anything. */
export interface MessageDeclaration {
  readonly schema: unknown;
  readonly keepMs: number;
}

/** Why a payload does not fit a schema, or `null`. */
export function misfitOf(schema: unknown, payload: Json): string | null {
  if (schema === null) return null;
  const verdict = validate(schema as never, payload);
  if (verdict.ok) return null;
  const [first] = verdict.issues;
  return `${first?.pointer ?? ''} ${first?.message ?? ''}`.trim();
}

/**
 * Judges a message before it is accepted. Runs that hold its key rely on their own declarations, so it must fit each of
 * them; mail for nobody yet must fit one of those that may come to read it. Pure.
 */
export function judgeMessage(
  payload: Json,
  declared: { readonly holders: readonly MessageDeclaration[]; readonly active: readonly MessageDeclaration[] },
): { readonly ok: true; readonly keepMs: number } | { readonly ok: false; readonly problem: string } {
  const problems = (declarations: readonly MessageDeclaration[]) =>
    declarations.map(({ schema }) => misfitOf(schema, payload));
  const wrong = problems(declared.holders).find((problem) => problem !== null);
  if (wrong != null) return { ok: false, problem: wrong };
  if (declared.holders.length === 0) {
    const judged = problems(declared.active);
    const [first] = judged;
    if (first != null && !judged.includes(null)) return { ok: false, problem: first };
  }
  const keeps = [...declared.holders, ...declared.active].map(({ keepMs }) => keepMs);
  return { ok: true, keepMs: keeps.length === 0 ? DAY_MS : Math.max(...keeps) };
}
