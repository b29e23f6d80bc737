import type { NewId } from '../ids.ts';
import type { BreakSwitch } from '../ledger/break-switch.ts';
import type { Store } from '../store/open-store.ts';
import { type Currency, EXPONENTS, type Money } from './currencies.ts';
import type { MoneySum, Posting } from './shapes.ts';

/** Where money lies: with the customer, or collected and held by the provider for us. */
export type Account = 'customer_wallet' | 'provider_clearing';

/** One movement of a payment's money from one account to another. */
export interface Movement {
  readonly cause: 'charge' | 'settlement' | 'refund';
  readonly payment: string;
  readonly tenant: string;
  readonly from: Account;
  readonly to: Account;
  readonly money: Money;
}

/** Double entry: each movement is a debit and a credit, written once, in the transaction of what caused it. */
export interface MoneyLedger {
  move(movement: Movement): void;
  /** Sums of each currency of each tenant, or of one tenant; `sum` is zero unless the sandbox is broken. */
  sums(tenant: string | undefined): MoneySum[];
  /** Postings in the order in which they were written. */
  postings(filter: { readonly tenant?: string; readonly payment?: string }, after: number, limit: number): PostingRow[];
}

export type PostingRow = Omit<Posting, 'at'> & { readonly seq: number; readonly at: number };

interface SumRow {
  readonly tenant: string;
  readonly currency: Currency;
  readonly account: Account;
  readonly debits: number;
  readonly credits: number;
}

export function createMoneyLedger(deps: {
  store: Store;
  now: () => number;
  newId: NewId;
  breaks: BreakSwitch;
}): MoneyLedger {
  const { store, now, newId, breaks } = deps;

  /** A debit is positive, a credit negative. */
  function post(entry: string, movement: Movement, account: Account, amount: number): void {
    const { cause, payment, tenant, money } = movement;
    store.run(
      'insert into posting (entry, cause, payment, tenant, account, currency, amount, at) values (?, ?, ?, ?, ?, ?, ?, ?)',
      entry,
      cause,
      payment,
      tenant,
      account,
      money.currency,
      amount,
      now(),
    );
  }

  return {
    move(movement) {
      const entry = newId('ent');
      post(entry, movement, movement.to, movement.money.amount);
      if (breaks.take('unbalance')) return;
      post(entry, movement, movement.from, -movement.money.amount);
    },
    sums(tenant) {
      const rows = store.all<SumRow>(
        `select tenant, currency, account, sum(max(amount, 0)) as debits, sum(max(-amount, 0)) as credits from posting
         where ?1 is null or tenant = ?1 group by tenant, currency, account order by tenant, currency, account`,
        tenant ?? null,
      );
      return sumUp(rows);
    },
    postings: ({ tenant, payment }, after, limit) =>
      store.all<PostingRow>(
        `select seq, entry, cause, payment as payment_id, tenant, account, currency, amount, at from posting
         where (?1 is null or tenant = ?1) and (?2 is null or payment = ?2) and seq > ?3 order by seq limit ?4`,
        tenant ?? null,
        payment ?? null,
        after,
        limit,
      ),
  };
}

function sumUp(rows: readonly SumRow[]): MoneySum[] {
  const sums = new Map<string, MoneySum>();
  for (const { tenant, currency, account, debits, credits } of rows) {
    const id = `${tenant} ${currency}`;
    const sum = sums.get(id) ?? {
      tenant,
      currency,
      exponent: EXPONENTS[currency],
      debits: 0,
      credits: 0,
      sum: 0,
      accounts: [],
    };
    sum.debits += debits;
    sum.credits += credits;
    sum.sum = sum.debits - sum.credits;
    sum.accounts.push({ account, balance: debits - credits });
    sums.set(id, sum);
  }
  return [...sums.values()];
}
