export * from './activity.ts';
export { collectPayment } from './collect-payment.ts';
export { type CommerceCall, commerceCall, keepNamed, refusalCode } from './commerce-call.ts';
