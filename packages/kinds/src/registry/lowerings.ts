// Generated from the folder names by npm run generate; do not edit.
import type { Lowering } from '@omniroute/kind-sdk';
import { activityLowering } from '../activity/lower.ts';
import { aiActionLowering } from '../ai-action/lower.ts';
import { codeLowering } from '../code/lower.ts';
import { decisionLowering } from '../decision/lower.ts';
import { endLowering } from '../end/lower.ts';
import { graphqlRequestLowering } from '../graphql-request/lower.ts';
import { grpcCallLowering } from '../grpc-call/lower.ts';
import { httpRequestLowering } from '../http-request/lower.ts';
import { humanTaskLowering } from '../human-task/lower.ts';
import { joinLowering } from '../join/lower.ts';
import { loopLowering } from '../loop/lower.ts';
import { mandateCollectLowering } from '../mandate-collect/lower.ts';
import { messagePublishLowering } from '../message-publish/lower.ts';
import { mlInferenceLowering } from '../ml-inference/lower.ts';
import { n8nLowering } from '../n8n/lower.ts';
import { orderGetLowering } from '../order-get/lower.ts';
import { orderReleaseLowering } from '../order-release/lower.ts';
import { orderReleaseRevokeLowering } from '../order-release-revoke/lower.ts';
import { orderUpdateLowering } from '../order-update/lower.ts';
import { parallelLowering } from '../parallel/lower.ts';
import { paymentChargeLowering } from '../payment-charge/lower.ts';
import { paymentRefundLowering } from '../payment-refund/lower.ts';
import { paymentStatusLowering } from '../payment-status/lower.ts';
import { purchaseOrderCancelLowering } from '../purchase-order-cancel/lower.ts';
import { purchaseOrderCreateLowering } from '../purchase-order-create/lower.ts';
import { raiseErrorLowering } from '../raise-error/lower.ts';
import { respondLowering } from '../respond/lower.ts';
import { scopeLowering } from '../scope/lower.ts';
import { sendMessageLowering } from '../send-message/lower.ts';
import { sendNotificationLowering } from '../send-notification/lower.ts';
import { setVariablesLowering } from '../set-variables/lower.ts';
import { sqlQueryLowering } from '../sql-query/lower.ts';
import { stockGetLowering } from '../stock-get/lower.ts';
import { stockReleaseLowering } from '../stock-release/lower.ts';
import { stockReserveLowering } from '../stock-reserve/lower.ts';
import { subflowLowering } from '../subflow/lower.ts';
import { transformLowering } from '../transform/lower.ts';
import { waitLowering } from '../wait/lower.ts';
import { webhookSendLowering } from '../webhook-send/lower.ts';
import type { Kinds, KindType } from './definitions.ts';

/** Every kind's lowering; an incomplete list does not compile. */
export const lowerings: { readonly [Type in KindType]: Lowering<Kinds[Type]> } = {
  activity: activityLowering,
  ai_action: aiActionLowering,
  code: codeLowering,
  decision: decisionLowering,
  end: endLowering,
  graphql_request: graphqlRequestLowering,
  grpc_call: grpcCallLowering,
  http_request: httpRequestLowering,
  human_task: humanTaskLowering,
  join: joinLowering,
  loop: loopLowering,
  mandate_collect: mandateCollectLowering,
  message_publish: messagePublishLowering,
  ml_inference: mlInferenceLowering,
  n8n: n8nLowering,
  order_get: orderGetLowering,
  order_release_revoke: orderReleaseRevokeLowering,
  order_release: orderReleaseLowering,
  order_update: orderUpdateLowering,
  parallel: parallelLowering,
  payment_charge: paymentChargeLowering,
  payment_refund: paymentRefundLowering,
  payment_status: paymentStatusLowering,
  purchase_order_cancel: purchaseOrderCancelLowering,
  purchase_order_create: purchaseOrderCreateLowering,
  raise_error: raiseErrorLowering,
  respond: respondLowering,
  scope: scopeLowering,
  send_message: sendMessageLowering,
  send_notification: sendNotificationLowering,
  set_variables: setVariablesLowering,
  sql_query: sqlQueryLowering,
  stock_get: stockGetLowering,
  stock_release: stockReleaseLowering,
  stock_reserve: stockReserveLowering,
  subflow: subflowLowering,
  transform: transformLowering,
  wait: waitLowering,
  webhook_send: webhookSendLowering,
};
