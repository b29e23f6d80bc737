// Generated from the folder names by npm run generate; do not edit.
import { activity } from '../activity/definition.ts';
import { aiAction } from '../ai-action/definition.ts';
import { code } from '../code/definition.ts';
import { decision } from '../decision/definition.ts';
import { end } from '../end/definition.ts';
import { graphqlRequest } from '../graphql-request/definition.ts';
import { grpcCall } from '../grpc-call/definition.ts';
import { httpRequest } from '../http-request/definition.ts';
import { humanTask } from '../human-task/definition.ts';
import { join } from '../join/definition.ts';
import { loop } from '../loop/definition.ts';
import { mandateCollect } from '../mandate-collect/definition.ts';
import { messagePublish } from '../message-publish/definition.ts';
import { mlInference } from '../ml-inference/definition.ts';
import { n8n } from '../n8n/definition.ts';
import { orderGet } from '../order-get/definition.ts';
import { orderRelease } from '../order-release/definition.ts';
import { orderReleaseRevoke } from '../order-release-revoke/definition.ts';
import { orderUpdate } from '../order-update/definition.ts';
import { parallel } from '../parallel/definition.ts';
import { paymentCharge } from '../payment-charge/definition.ts';
import { paymentRefund } from '../payment-refund/definition.ts';
import { paymentStatus } from '../payment-status/definition.ts';
import { purchaseOrderCancel } from '../purchase-order-cancel/definition.ts';
import { purchaseOrderCreate } from '../purchase-order-create/definition.ts';
import { raiseError } from '../raise-error/definition.ts';
import { respond } from '../respond/definition.ts';
import { scope } from '../scope/definition.ts';
import { sendMessage } from '../send-message/definition.ts';
import { sendNotification } from '../send-notification/definition.ts';
import { setVariables } from '../set-variables/definition.ts';
import { sqlQuery } from '../sql-query/definition.ts';
import { stockGet } from '../stock-get/definition.ts';
import { stockRelease } from '../stock-release/definition.ts';
import { stockReserve } from '../stock-reserve/definition.ts';
import { subflow } from '../subflow/definition.ts';
import { transform } from '../transform/definition.ts';
import { wait } from '../wait/definition.ts';
import { webhookSend } from '../webhook-send/definition.ts';

/** Every kind's definition by its type. */
export const definitions = {
  activity,
  ai_action: aiAction,
  code,
  decision,
  end,
  graphql_request: graphqlRequest,
  grpc_call: grpcCall,
  http_request: httpRequest,
  human_task: humanTask,
  join,
  loop,
  mandate_collect: mandateCollect,
  message_publish: messagePublish,
  ml_inference: mlInference,
  n8n,
  order_get: orderGet,
  order_release_revoke: orderReleaseRevoke,
  order_release: orderRelease,
  order_update: orderUpdate,
  parallel,
  payment_charge: paymentCharge,
  payment_refund: paymentRefund,
  payment_status: paymentStatus,
  purchase_order_cancel: purchaseOrderCancel,
  purchase_order_create: purchaseOrderCreate,
  raise_error: raiseError,
  respond,
  scope,
  send_message: sendMessage,
  send_notification: sendNotification,
  set_variables: setVariables,
  sql_query: sqlQuery,
  stock_get: stockGet,
  stock_release: stockRelease,
  stock_reserve: stockReserve,
  subflow,
  transform,
  wait,
  webhook_send: webhookSend,
} as const;

/** The types of all kinds. */
export type KindType = keyof typeof definitions;
export type Kinds = typeof definitions;
