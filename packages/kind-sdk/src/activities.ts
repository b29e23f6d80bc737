export * from './activity.ts';
export { type CommerceCall, commerceCall, keepNamed, refusalCode } from './commerce-call.ts';
