import type { Diagnostic } from '@omniroute/errors';

/** Findings that are warnings while one draws: a step that this server cannot run yet, a service that it does not know. */
const REFUSED: readonly string[] = ['OR6003', 'OR2010'];

/** Findings as publishing takes them: a version that cannot run is an error. */
export function refuseUnbuilt(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const refused = diagnostics.filter(({ code }) => REFUSED.includes(code));
  const others = diagnostics.filter(({ code }) => !REFUSED.includes(code));
  return [...refused.map((finding) => ({ ...finding, severity: 'error' as const })), ...others];
}
