import type { CampaignService } from '../campaign-service.ts';

/** Every other order is confirmed; the others are handled by a person. */
export const orderEscalation: CampaignService = {
  id: 'order-escalation',
  // Two hours pass in six seconds.
  scale: 1_200,
  faults: [
    {
      match: { path: '/v1/notifications' },
      seed: 3,
      rate: 0.1,
      faults: [{ kind: 'reset_after' }, { kind: 'status', status: 503 }, { kind: 'latency', ms: 200 }],
    },
    {
      match: { path: '/v1/orders/k-*', method: 'GET' },
      seed: 5,
      rate: 0.1,
      faults: [
        { kind: 'status', status: 429, retry_after: 1 },
        { kind: 'latency', ms: 200 },
      ],
    },
  ],
  replies: ['get_order'],
  caseOf(index, unique) {
    const order = `k-${unique}-${index}`;
    return {
      trigger: 'by_hand',
      input: { order_id: order },
      scenario: {
        name: index % 2 === 0 ? 'confirmed' : 'handled',
        trigger: 'by_hand',
        input: { order_id: order },
        ...(index % 2 === 0
          ? { messages: [{ at: 'PT1M', name: 'order.confirmed', correlation: order, payload: {}, id: `m-${order}` }] }
          : { tasks: [{ node: 'call_customer', at: 'PT3H', outcome: 'done', data: {}, by: 'somebody' }] }),
      },
      prepare: (sandbox) => sandbox.placeOrder(order, { quantity: 1, unit_price: 1000 }),
    };
  },
};
