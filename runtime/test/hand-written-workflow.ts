import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import {
  ActivityCancellationType,
  CancellationScope,
  condition,
  defineSignal,
  proxyActivities,
  setHandler,
  sleep,
  upsertSearchAttributes,
} from '@temporalio/workflow';

/** The same service as a workflow engineer would write it by hand, with the same options: what the interpreter is measured against. */

interface Input {
  readonly order_id: string;
}
interface Order {
  readonly body: { readonly customer: string; readonly phone: string; readonly total: { readonly amount: number } };
}
interface Activities {
  getOrder(input: { method: string; url: string }): Promise<Order>;
  sendSms(input: { channel: string; to: string; text: string }): Promise<{ id: string }>;
}

const confirmed = defineSignal<[{ id: string; name: string; correlation: string; payload: unknown }]>('message');
const options = (activityId: string, summary: string, seconds: number) => ({
  activityId,
  summary,
  taskQueue: 'hand-written-activities',
  startToCloseTimeout: `${seconds}s` as const,
  heartbeatTimeout: '10s' as const,
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: 1000, backoffCoefficient: 2, maximumInterval: 10_000 },
  priority: { priorityKey: 3, fairnessKey: 'acme' },
});
const { getOrder } = proxyActivities<Activities>(options('get_order#1', 'get_order', 20));
const { sendSms } = proxyActivities<Activities>(options('send_sms#1', 'send_sms', 40));

export async function handWritten(input: Input): Promise<{ status: string; output: unknown; end_status: string }> {
  let confirmation = false;
  setHandler(confirmed, () => {
    confirmation = true;
  });
  const deadline = new CancellationScope();
  const expired = deadline.run(() => sleep('7 days')).catch(() => undefined);
  const order = await getOrder({ method: 'GET', url: `/v1/orders/${input.order_id}` });
  const text = `Order ${input.order_id} received. Please confirm it within two hours.`;
  const sms = await sendSms({ channel: 'sms', to: order.body.phone, text }).catch(() => ({ id: '' }));
  const waiting = new CancellationScope();
  const inTime = confirmation || (await waiting.run(() => condition(() => confirmation, '2 hours')));
  deadline.cancel();
  await expired;
  upsertSearchAttributes([
    { key: defineSearchAttributeKey('RunStatus', SearchAttributeType.KEYWORD), value: 'completed' },
  ]);
  return {
    status: 'completed',
    end_status: inTime ? 'confirmed' : 'unconfirmed',
    output: { order_id: input.order_id, escalated: false, sms_sent: sms.id !== '', handled_by: null },
  };
}
