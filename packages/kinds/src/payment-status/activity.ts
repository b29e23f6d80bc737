import type { ConfigOf } from '@omniroute/kind-sdk';
import {
  type ActivityContext,
  activityFault,
  commerceCall,
  defineActivities,
  type Json,
  keepNamed,
} from '@omniroute/kind-sdk/activity';
import { paymentStatus } from './definition.ts';

type Config = ConfigOf<typeof paymentStatus>;

const outputSchema = paymentStatus.output().schema;

interface Money {
  readonly amount: number;
  readonly currency: string;
}

interface Payment {
  readonly status: string;
  readonly paid: Money;
  readonly refunded: Money;
}

/** Of several payments the first of these that one of them has: money that came, then what may still bring some. */
const STRONGEST = ['succeeded', 'pending', 'initiated', 'unknown', 'reversed', 'failed'];

export const paymentStatusActivities = defineActivities(paymentStatus, {
  async run(input, context) {
    const { payment_id, reference, currency } = input as Config;
    const found = payment_id === undefined ? await byReference(reference, context) : [await byId(payment_id, context)];
    const payments = found.map(asPayment);
    const sums = sumsOf(payments);
    const other = [...sums].filter(([name]) => name !== currency).map(([name, amount]) => ({ amount, currency: name }));
    return keepNamed(outputSchema, {
      status: STRONGEST.find((status) => payments.some((payment) => payment.status === status)) ?? 'unknown',
      confirmed: { amount: sums.get(currency) ?? 0, currency },
      other,
      payments: found,
    });
  },
});

function byId(id: string, context: ActivityContext): Promise<Json> {
  return commerceCall(context, { method: 'GET', path: ['v1', 'payments', id] });
}

async function byReference(reference: string | undefined, context: ActivityContext): Promise<Json[]> {
  const found: Json[] = [];
  let cursor: string | undefined;
  do {
    const call = { method: 'GET', path: ['v1', 'payments'], query: { reference, cursor, limit: 200 } } as const;
    const { items, next } = (await commerceCall(context, call)) as { readonly items?: Json; readonly next?: Json };
    if (!Array.isArray(items)) throw misfit('a page of payments');
    found.push(...items);
    cursor = typeof next === 'string' ? next : undefined;
  } while (cursor !== undefined);
  return found;
}

/** What came and did not go back, by currency. */
function sumsOf(payments: readonly Payment[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { paid, refunded } of payments) {
    const left = paid.amount - refunded.amount;
    if (left !== 0) sums.set(paid.currency, (sums.get(paid.currency) ?? 0) + left);
  }
  return sums;
}

function asPayment(value: Json): Payment {
  const { status, paid, refunded } = (value ?? {}) as { readonly [name: string]: Json | undefined };
  if (typeof status === 'string' && isMoney(paid) && isMoney(refunded)) return { status, paid, refunded };
  throw misfit('a payment');
}

function isMoney(value: Json | undefined): value is Json & Money {
  const { amount, currency } = (value ?? {}) as { readonly [name: string]: Json | undefined };
  return Number.isSafeInteger(amount) && typeof currency === 'string';
}

function misfit(wanted: string) {
  return activityFault({ code: 'validation.output', message: `The commerce service answered what is not ${wanted}.` });
}
