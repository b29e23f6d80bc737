/** What travels in place of a plan: its hash. The payload converter writes it, the codec resolves it. */
export interface PlanReference {
  readonly __omniroute_plan: string;
}

/** A plan by its hash, as an argument of a start or of a continue-as-new. */
export function planReference(hash: string): PlanReference {
  return { __omniroute_plan: hash };
}

/** Whether a value is a plan reference and nothing else. */
export function isPlanReference(value: unknown): value is PlanReference {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length === 1 &&
    typeof (value as Record<string, unknown>).__omniroute_plan === 'string'
  );
}
