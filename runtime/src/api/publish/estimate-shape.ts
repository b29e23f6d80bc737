import type { Estimate } from '@omniroute/compiler/estimate';
import type { CheckResult } from '@omniroute/contracts';

/** An estimate as the API prints it. */
export function estimateShape(estimate: Estimate): NonNullable<CheckResult['estimate']> {
  return { ...estimate, providers: { ...estimate.providers } };
}
