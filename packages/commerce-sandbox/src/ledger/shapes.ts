import { Instant, Page } from '@omniroute/contracts';
import Type from 'typebox';

/** One effect that happened. */
export const LedgerEntry = Type.Object(
  {
    effect_id: Type.String(),
    idempotency_key: Type.String(),
    tenant: Type.String(),
    service: Type.String(),
    run: Type.String(),
    key: Type.String(),
    /** Which receipt of the key had the effect, one-based. */
    attempt: Type.Integer({ minimum: 1 }),
    payload_hash: Type.String(),
    kind: Type.String(),
    resource_id: Type.String(),
    at: Instant,
  },
  { additionalProperties: false },
);
export type LedgerEntry = Type.Static<typeof LedgerEntry>;

/** A key: `effects` is 1 if it was done, 0 if it only was received, more if the sandbox was broken on purpose. */
export const LedgerSummary = Type.Object(
  {
    idempotency_key: Type.String(),
    effects: Type.Integer({ minimum: 0 }),
    attempts: Type.Integer({ minimum: 1 }),
    payload_hashes: Type.Array(Type.String()),
    kinds: Type.Array(Type.String()),
  },
  { additionalProperties: false },
);
export type LedgerSummary = Type.Static<typeof LedgerSummary>;

export const LedgerPage = Page(LedgerEntry);
export const SummaryPage = Type.Object(
  {
    items: Type.Array(LedgerSummary),
    next: Type.Union([Type.String(), Type.Null()]),
    /** Over all pages. */
    totals: Type.Object({ keys: Type.Integer(), attempts: Type.Integer(), effects: Type.Integer() }),
  },
  { additionalProperties: false },
);

/** Checkers read long lists. */
export const LedgerQuery = Type.Object(
  {
    prefix: Type.Optional(Type.String({ maxLength: 1024 })),
    cursor: Type.Optional(Type.String()),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  },
  { additionalProperties: false },
);
