import Type from 'typebox';
import { instant } from '../clock.ts';
import type { SandboxApp, SandboxDeps } from '../http/app.ts';
import { numberAfter, PAGE_SIZE, textAfter, toPage } from '../http/cursor.ts';
import { MoneySums, PostingPage } from '../money/shapes.ts';
import type { Payments } from '../payments/payments.ts';
import { pageOf } from '../store/rows.ts';
import { ledgerTotals, listEffects, summarizeKeys } from './ledger-pages.ts';
import { LedgerPage, LedgerQuery, SummaryPage } from './shapes.ts';

const Tenant = Type.Optional(Type.String({ minLength: 1 }));
const PostingQuery = Type.Object(
  {
    tenant: Tenant,
    payment_id: Type.Optional(Type.String({ minLength: 1 })),
    cursor: LedgerQuery.properties.cursor,
    limit: LedgerQuery.properties.limit,
  },
  { additionalProperties: false },
);

/** What checkers read. */
export function ledgerRoutes(app: SandboxApp, { store, money }: SandboxDeps, payments: Payments): void {
  app.get('/ledger', { schema: { querystring: LedgerQuery, response: { 200: LedgerPage } } }, async ({ query }) => {
    const after = numberAfter('ledger', query.cursor);
    return toPage('ledger', listEffects(store, query.prefix ?? '', after, query.limit ?? PAGE_SIZE));
  });

  app.get(
    '/ledger/summary',
    { schema: { querystring: LedgerQuery, response: { 200: SummaryPage } } },
    async ({ query }) => {
      const { prefix = '', limit = PAGE_SIZE } = query;
      const after = textAfter('summary', query.cursor);
      const page = toPage('summary', summarizeKeys(store, prefix, after, limit));
      return { ...page, totals: ledgerTotals(store, prefix) };
    },
  );

  app.get(
    '/ledger/money',
    {
      schema: {
        querystring: Type.Object({ tenant: Tenant }, { additionalProperties: false }),
        response: { 200: MoneySums },
      },
    },
    async ({ query }) => {
      payments.settleDue();
      const items = money.sums(query.tenant);
      return { balanced: items.every((item) => item.sum === 0), items };
    },
  );

  app.get(
    '/ledger/postings',
    { schema: { querystring: PostingQuery, response: { 200: PostingPage } } },
    async ({ query }) => {
      payments.settleDue();
      const { tenant, payment_id: payment, cursor, limit = PAGE_SIZE } = query;
      const filter = { ...(tenant === undefined ? {} : { tenant }), ...(payment === undefined ? {} : { payment }) };
      const rows = money.postings(filter, numberAfter('postings', cursor), limit + 1);
      const page = pageOf(
        rows,
        limit,
        ({ seq: _, ...posting }) => ({ ...posting, at: instant(posting.at) }),
        (row) => row.seq,
      );
      return toPage('postings', page);
    },
  );
}
