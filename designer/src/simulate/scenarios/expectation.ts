import type { RunReport, ScenarioExpectation } from '@omniroute/plan';

/**
 * What a scenario expects that is kept from a run: what came of it, which way it went and how often effects were called. Time is
 * left out: a service that is made faster is no worse.
 */
export function expectationOf(report: RunReport): ScenarioExpectation {
  const calls: Record<string, number> = {};
  for (const { node } of report.calls) calls[node] = (calls[node] ?? 0) + 1;
  return {
    status: report.status,
    ...(report.end_status === undefined ? {} : { end_status: report.end_status }),
    ...(report.error === null ? { output: report.output } : { error: { code: report.error.code } }),
    visited: [...new Set(report.path.map(({ node }) => node))],
    calls,
  };
}
