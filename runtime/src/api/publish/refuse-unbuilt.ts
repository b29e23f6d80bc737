import type { Diagnostic } from '@omniroute/errors';

/**
 * Findings as publishing takes them. While one draws it is a warning that this server cannot run a step; a version that
 * cannot run is an error.
 */
export function refuseUnbuilt(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const [unbuilt, others] = [true, false].map((is) => diagnostics.filter(({ code }) => (code === 'OR6003') === is));
  return [...(unbuilt ?? []).map((finding) => ({ ...finding, severity: 'error' as const })), ...(others ?? [])];
}
