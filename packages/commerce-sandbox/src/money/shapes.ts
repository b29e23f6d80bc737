import { Instant, Page } from '@omniroute/contracts';
import Type from 'typebox';
import { CurrencyCode } from './currencies.ts';

/** Amounts in minor units; a debit is positive, a credit negative. */
export const Posting = Type.Object(
  {
    /** Postings of one entry sum to zero. */
    entry: Type.String(),
    cause: Type.Enum(['charge', 'settlement', 'refund']),
    payment_id: Type.String(),
    tenant: Type.String(),
    account: Type.Enum(['customer_wallet', 'provider_clearing']),
    currency: CurrencyCode,
    amount: Type.Integer(),
    at: Instant,
  },
  { additionalProperties: false },
);
export type Posting = Type.Static<typeof Posting>;

export const PostingPage = Page(Posting);

export const MoneySum = Type.Object(
  {
    tenant: Type.String(),
    currency: CurrencyCode,
    exponent: Type.Integer(),
    debits: Type.Integer(),
    credits: Type.Integer(),
    /** Debits less credits. */
    sum: Type.Integer(),
    accounts: Type.Array(Type.Object({ account: Posting.properties.account, balance: Type.Integer() })),
  },
  { additionalProperties: false },
);
export type MoneySum = Type.Static<typeof MoneySum>;

export const MoneySums = Type.Object(
  { balanced: Type.Boolean(), items: Type.Array(MoneySum) },
  { additionalProperties: false },
);
