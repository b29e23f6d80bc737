/** Status of a run (LANGUAGE.md section 4). The first five are final. */
export const RUN_STATUSES = [
  'completed',
  'failed',
  'compensated',
  'cancelled',
  'terminated',
  'running',
  'waiting',
  'paused',
  'incident',
] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];
export const FINAL_RUN_STATUSES: readonly RunStatus[] = [
  'completed',
  'failed',
  'compensated',
  'cancelled',
  'terminated',
];

/** Status of one visit of a node. */
export const VISIT_STATUSES = [
  'running',
  'waiting',
  'completed',
  'continued',
  'failed',
  'cancelled',
  'skipped',
] as const;
export type VisitStatus = (typeof VISIT_STATUSES)[number];
