import type { CampaignService } from '../campaign-service.ts';

const SUPPLIERS = 10;

/**
 * Replenishments one after the other: what the first orders is on its way for the next, so what each finds in the ERP is what
 * the simulator is told. Whatever needs an approval gets it.
 */
export const stockReplenishment: CampaignService = {
  id: 'stock-replenishment',
  // Reading the stock may take half an hour: a minute and a half, longer than any process is away.
  scale: 20,
  faults: [
    {
      match: { path: '/v1/purchase-orders', method: 'POST' },
      seed: 7,
      rate: 0.1,
      faults: [{ kind: 'reset_after' }, { kind: 'status', status: 503 }, { kind: 'truncate' }],
    },
    {
      match: { path: '/v1/suppliers/*' },
      seed: 9,
      rate: 0.1,
      faults: [{ kind: 'reset_before' }, { kind: 'latency', ms: 150 }],
    },
  ],
  replies: ['get_stock', 'get_open', 'find_supplier'],
  caseOf(index) {
    const input = {
      approval_limit: { amount: 500_000, currency: 'USD' },
      rates: { NGN: '153000', GHS: '1250', KES: '12900', UGX: '3650', XOF: '600' },
      // The further one looks ahead, the more runs out: later runs find something too.
      safety_days: Math.min(60, 3 + 4 * index),
      purchasing_email: 'purchasing@distributor.example',
    };
    return {
      trigger: 'by_hand',
      input,
      scenario: {
        name: `safety of ${input.safety_days} days`,
        trigger: 'by_hand',
        input,
        tasks: Array.from({ length: SUPPLIERS }, (_, at) => ({
          node: 'approve',
          at: `PT${at + 1}M`,
          outcome: 'approved',
          data: {},
          by: 'somebody',
        })),
      },
    };
  },
};
