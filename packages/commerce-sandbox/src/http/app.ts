import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { Logger } from '@omniroute/telemetry';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { Deliverer } from '../callbacks/deliverer.ts';
import type { Clock } from '../clock.ts';
import type { FaultBook } from '../faults/fault-book.ts';
import type { Fault } from '../faults/shapes.ts';
import type { NewId } from '../ids.ts';
import type { BreakSwitch } from '../ledger/break-switch.ts';
import type { EffectLedger, Receipt } from '../ledger/effect-ledger.ts';
import type { MoneyLedger } from '../money/money-ledger.ts';
import type { Store } from '../store/open-store.ts';

/** The server, its routes typed by their TypeBox schemas. */
export type SandboxApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** What routes are made of. */
export interface SandboxDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly ledger: EffectLedger;
  readonly money: MoneyLedger;
  readonly faults: FaultBook;
  readonly deliverer: Deliverer;
  readonly breaks: BreakSwitch;
  readonly log: Logger;
  /** Aborts when the sandbox closes: nothing held back by a fault outlives it. */
  readonly closing: AbortSignal;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Kind of the effect this route has, `payment.charge`: it then needs an Idempotency-Key. */
    effect?: string;
  }
  interface FastifyRequest {
    /** The write as it was received; null for what has no effect. */
    receipt: Receipt | null;
    /** The scripted fault of this request. */
    scripted: Fault | null;
  }
}
