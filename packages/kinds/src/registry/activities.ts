// Generated from the folder names by npm run generate; do not edit.
import type { ActivitiesOf } from '@omniroute/kind-sdk/activity';
import { graphqlRequestActivities } from '../graphql-request/activity.ts';
import { httpRequestActivities } from '../http-request/activity.ts';
import { humanTaskActivities } from '../human-task/activity.ts';
import { mandateCollectActivities } from '../mandate-collect/activity.ts';
import { orderGetActivities } from '../order-get/activity.ts';
import { orderReleaseActivities } from '../order-release/activity.ts';
import { orderReleaseRevokeActivities } from '../order-release-revoke/activity.ts';
import { orderUpdateActivities } from '../order-update/activity.ts';
import { paymentChargeActivities } from '../payment-charge/activity.ts';
import { paymentRefundActivities } from '../payment-refund/activity.ts';
import { paymentStatusActivities } from '../payment-status/activity.ts';
import { purchaseOrderCancelActivities } from '../purchase-order-cancel/activity.ts';
import { purchaseOrderCreateActivities } from '../purchase-order-create/activity.ts';
import { sendMessageActivities } from '../send-message/activity.ts';
import { sendNotificationActivities } from '../send-notification/activity.ts';
import { stockGetActivities } from '../stock-get/activity.ts';
import { stockReleaseActivities } from '../stock-release/activity.ts';
import { stockReserveActivities } from '../stock-reserve/activity.ts';
import { subflowActivities } from '../subflow/activity.ts';
import { webhookSendActivities } from '../webhook-send/activity.ts';
import type { Kinds, KindType } from './definitions.ts';

/** Kinds with an activity that is not built yet: the language has them, no server runs them. */
export type UnbuiltKind = {
  [Type in KindType]: Kinds[Type] extends { activity: { built: false } } ? Type : never;
}[KindType];

/** Kinds that act on the world. */
export type EffectfulKind = { [Type in KindType]: Kinds[Type] extends { activity: object } ? Type : never }[KindType];

/** The activities of all that are built; an incomplete list, or one too many, does not compile. */
export const activities: { readonly [Type in Exclude<EffectfulKind, UnbuiltKind>]: ActivitiesOf<Kinds[Type]> } = {
  graphql_request: graphqlRequestActivities,
  http_request: httpRequestActivities,
  human_task: humanTaskActivities,
  mandate_collect: mandateCollectActivities,
  order_get: orderGetActivities,
  order_release_revoke: orderReleaseRevokeActivities,
  order_release: orderReleaseActivities,
  order_update: orderUpdateActivities,
  payment_charge: paymentChargeActivities,
  payment_refund: paymentRefundActivities,
  payment_status: paymentStatusActivities,
  purchase_order_cancel: purchaseOrderCancelActivities,
  purchase_order_create: purchaseOrderCreateActivities,
  send_message: sendMessageActivities,
  send_notification: sendNotificationActivities,
  stock_get: stockGetActivities,
  stock_release: stockReleaseActivities,
  stock_reserve: stockReserveActivities,
  subflow: subflowActivities,
  webhook_send: webhookSendActivities,
};
