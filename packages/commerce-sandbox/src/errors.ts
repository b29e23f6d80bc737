import { defineErrors } from '@omniroute/errors';

/** Why the sandbox refuses; each reaches a caller as problem details with its facts beside it. */
export const sandboxErrors = defineErrors({
  'storage.in_use': {
    message: 'The folder {folder} is used by another sandbox. Stop that first, or choose another folder.',
    status: 503,
    retryable: true,
  },
  'storage.version': {
    message:
      'The data in {folder} have version {found}, this sandbox reads {expected}. Move the folder away: it holds sample data only.',
    status: 503,
    retryable: false,
  },
  'settings.invalid': { message: '{name} {problem}', status: 500, retryable: false },
  'host.refused': { message: 'The sandbox answers to loopback names only.', status: 421, retryable: false },
  'route.not_found': { message: 'There is no {method} {path}.', status: 404, retryable: false },
  'request.invalid': { message: 'The {part} does not fit its schema.', status: 422, retryable: false },
  'request.parameters': { message: 'The {part} does not fit its schema.', status: 400, retryable: false },
  'request.cursor': {
    message: 'The cursor is not one this list gave out. Start again without it.',
    status: 400,
    retryable: false,
  },
  'request.refused': { message: 'The request was refused: {reason}', status: 400, retryable: false },
  'idempotency.missing': { message: 'A write needs the header Idempotency-Key.', status: 400, retryable: false },
  'idempotency.key': {
    message:
      'An Idempotency-Key is tenant:service:run:key, none of them empty, in visible ASCII, at most {limit} characters.',
    status: 400,
    retryable: false,
  },
  'idempotency.reused': {
    message: 'The key {idempotency_key} was used for another request. Use a new key, or send the same request.',
    status: 422,
    retryable: false,
  },
  'effect.not_found': {
    message: 'The key {key} has had no effect {kind}: there is nothing to undo.',
    status: 404,
    retryable: false,
  },
  'order.not_found': { message: 'There is no order {id}.', status: 404, retryable: false },
  'order.exists': { message: 'There is an order {id} already.', status: 409, retryable: false },
  'order.transition': { message: 'The order {id} is {from}; it cannot become {to}.', status: 409, retryable: false },
  'stock.not_found': { message: 'There is no stock item {sku}.', status: 404, retryable: false },
  'stock.insufficient': {
    message: 'Of {sku} there are {available} available; {wanted} were asked for.',
    status: 409,
    retryable: false,
  },
  'reservation.not_found': { message: 'There is no reservation {id}.', status: 404, retryable: false },
  'reservation.released': { message: 'The reservation {id} is released already.', status: 409, retryable: false },
  'payment.not_found': { message: 'There is no payment {id}.', status: 404, retryable: false },
  'payment.transition': {
    message: 'The payment {id} is {from}; it cannot become {to}.',
    status: 409,
    retryable: false,
  },
  'refund.not_found': { message: 'There is no refund {id}.', status: 404, retryable: false },
  'refund.not_collected': {
    message: 'The payment {id} is {payment_status}: there is no money to give back.',
    status: 409,
    retryable: false,
  },
  'refund.too_large': {
    message:
      'Of the payment {id} there are {left} {currency} (minor units) left to give back; {wanted} were asked for.',
    status: 409,
    retryable: false,
  },
  'refund.unsettled': {
    message: 'The payment {id} is {payment_status}: it may still bring money. Ask again once it is settled.',
    status: 409,
    retryable: false,
  },
  'callback.refused': {
    message:
      'The callback address {url} is refused: the sandbox calls http://127.0.0.1 and http://localhost only, without a user name.',
    status: 422,
    retryable: false,
  },
  'supplier.not_found': { message: 'There is no supplier {id}.', status: 404, retryable: false },
  'purchase_order.not_found': { message: 'There is no purchase order {id}.', status: 404, retryable: false },
  'purchase_order.cancelled': {
    message: 'The purchase order {id} is cancelled already.',
    status: 409,
    retryable: false,
  },
  'purchase_order.supplier': { message: '{sku} does not come from {supplier}.', status: 409, retryable: false },
  'purchase_order.currency': {
    message: 'The supplier {supplier} is paid in {currency}, not in {given}.',
    status: 409,
    retryable: false,
  },
  'purchase_order.total': {
    message: 'The lines sum to {sum} {currency} (minor units), the total says {total}.',
    status: 409,
    retryable: false,
  },
  'release.not_found': { message: 'There is no release {id}.', status: 404, retryable: false },
  'release.revoked': { message: 'The release {id} is revoked already.', status: 409, retryable: false },
  'release.order_cancelled': {
    message: 'The order {id} is cancelled: nothing of it may leave.',
    status: 409,
    retryable: false,
  },
  'release.currency': {
    message: 'The order {id} is in {currency}, the release in {given}.',
    status: 409,
    retryable: false,
  },
  'release.too_large': {
    message: 'Of the order {id} there are {left} {currency} (minor units) left to release; {wanted} were asked for.',
    status: 409,
    retryable: false,
  },
  'release.not_covered': {
    message:
      'Under {reference} {confirmed} {currency} (minor units) are confirmed and not released for; {wanted} were asked for.',
    status: 409,
    retryable: false,
  },
  'notification.not_found': { message: 'There is no notification {id}.', status: 404, retryable: false },
  'fault.scripted': { message: 'A scripted fault answers in place of the provider.', status: 503, retryable: true },
  internal: { message: 'The sandbox failed. Its log says why.', status: 500, retryable: true },
});
