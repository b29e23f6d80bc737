/** What came of a campaign. */
export interface CampaignReport {
  readonly runs: number;
  readonly kills: number;
  readonly seed: number;
  /** Runs that did not end, or not as the simulator says; money that does not sum to zero. */
  readonly unexplained: readonly string[];
  /** Effects that should have happened and did not. */
  readonly lost: readonly string[];
  /** Keys with more than one effect, and effects that nobody predicted. */
  readonly duplicated: readonly string[];
  /** From each kill until a fresh run went through from end to end, ascending. */
  readonly recoverySeconds: readonly number[];
}

/** The value below which a share of ascending values lies; null for none. */
export function percentile(ascending: readonly number[], share: number): number | null {
  return ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))] ?? null;
}

/** One line for people. */
export function reportLine(report: CampaignReport): string {
  const { runs, kills, seed, lost, duplicated, unexplained, recoverySeconds } = report;
  const seconds = (share: number) => percentile(recoverySeconds, share)?.toFixed(1) ?? '-';
  return `runs ${runs}, kills ${kills}, seed ${seed}, lost ${lost.length}, duplicated ${duplicated.length}, unexplained ${unexplained.length}, recovery p50 ${seconds(0.5)} s, p95 ${seconds(0.95)} s`;
}
