import type { Scenario } from '@omniroute/plan';
import { formatDuration, isObject } from '@omniroute/primitives';
import type { CampaignService } from '../campaign-service.ts';
import type { SeenVisit } from '../seen-visit.ts';

/** Payers of the sandbox and how their payments go. */
const PAYERS = [
  ['+2348000000001', 'paid at once'],
  ['+2348000000009', 'too much is paid'],
  ['+2348000000006', 'nothing is paid'],
  ['+2348000000008', 'half is paid, and goes back'],
  ['+2348000000002', 'declined'],
] as const;

const POLL_MS = 300_000;
const CALLBACK_MS = 1_000;

/** Payments that succeed, fail, come short and come over, with callbacks that may be missing or come twice. */
export const paymentCollection: CampaignService = {
  id: 'payment-collection',
  // A poll every five seconds; the window of half an hour is half a minute, longer than any process is away.
  scale: 60,
  faults: [
    {
      match: { path: '/v1/payments', method: 'POST' },
      seed: 11,
      rate: 0.1,
      faults: [{ kind: 'reset_after' }, { kind: 'status', status: 429, retry_after: 1 }],
    },
    {
      match: { path: '/v1/refunds*' },
      seed: 13,
      rate: 0.1,
      faults: [{ kind: 'status', status: 503 }, { kind: 'reset_after' }],
    },
    {
      match: { path: '/v1/orders/p-*', method: 'POST' },
      seed: 17,
      rate: 0.1,
      faults: [{ kind: 'reset_after' }, { kind: 'status', status: 503 }],
    },
    { match: { callback: '*' }, seed: 19, rate: 0.4, faults: [{ kind: 'duplicate' }, { kind: 'missing' }] },
  ],
  replies: ['order', 'charge', 'ask', 'count'],
  told: withCallbacks,
  caseOf(index, unique) {
    const [payer, name] = PAYERS[index % PAYERS.length] as (typeof PAYERS)[number];
    const order = `p-${unique}-${index}`;
    const input = { order_id: order, payer };
    return {
      trigger: 'by_hand',
      input,
      scenario: {
        name,
        trigger: 'by_hand',
        input,
        tasks: [{ node: 'case', at: 'PT8H', outcome: 'give_back', data: { remark: 'Given back.' }, by: 'somebody' }],
      },
      prepare: (sandbox) => sandbox.placeOrder(order, { quantity: 2, unit_price: 100_000 }),
    };
  },
};

/** Callbacks that the run's waits took, at the moments at which the simulator's waits are open: only waits take time there. */
function withCallbacks(scenario: Scenario, visits: readonly SeenVisit[]): Scenario {
  let now = 0;
  const callbacks = visits.flatMap(({ node, output }) => {
    if (node !== 'news' || !isObject(output)) return [];
    const isCallback = output.event === 'callback';
    now += isCallback ? CALLBACK_MS : POLL_MS;
    return isCallback ? [{ node, at: formatDuration(now), payload: output.payload ?? {} }] : [];
  });
  return { ...scenario, callbacks };
}
