/** PostgreSQL's routine: starts, checkpoints, shutdowns, and our own asking whether it is ready yet. */
const ROUTINE = /^\S+ \S+ \S+ \[\d+\] (LOG: {2}|FATAL: {2}the database system is starting up$)/;
/** What Temporal prints once at its start, whatever its log level. */
const BANNER = /^(Temporal (CLI|Server|Persistence|Metrics|UI)\b.*|)$/;

/** Whether a line of PostgreSQL's log is worth a person's attention; all of them are kept for when it cannot start. */
export function isNewsOfPostgres(line: string): boolean {
  return !ROUTINE.test(line);
}

/** The same for Temporal, which is told to log errors only. */
export function isNewsOfTemporal(line: string): boolean {
  return !BANNER.test(line);
}
