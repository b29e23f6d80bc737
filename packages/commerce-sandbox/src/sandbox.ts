import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import type { Logger } from '@omniroute/telemetry';
import Fastify, { type FastifyInstance } from 'fastify';
import { createCallbacks } from './callbacks/callbacks.ts';
import { createDeliverer } from './callbacks/deliverer.ts';
import { type Clock, systemClock } from './clock.ts';
import { createFaultBook } from './faults/fault-book.ts';
import type { SandboxApp, SandboxDeps } from './http/app.ts';
import { idsFrom, type Random, systemRandom } from './ids.ts';
import { type Break, createBreakSwitch } from './ledger/break-switch.ts';
import { createEffectLedger, type EffectLedger } from './ledger/effect-ledger.ts';
import { createMoneyLedger } from './money/money-ledger.ts';
import { nextToldDue } from './payments/payment-store.ts';
import { createPayments } from './payments/payments.ts';
import { registerRoutes } from './register-routes.ts';
import { addSampleData } from './sample-data/sample-data.ts';
import { SANDBOX_SECRET } from './settings.ts';
import { openStore } from './store/open-store.ts';

export interface SandboxOptions {
  /** Folder of its data; made if absent. One sandbox a folder. */
  readonly dataDir: string;
  readonly log: Logger;
  /** The machine's clock if absent. */
  readonly clock?: Clock;
  /** The machine's randomness if absent. */
  readonly random?: Random;
  /** Signs callbacks; `SANDBOX_SECRET` if absent. */
  readonly secret?: string;
  /** Only to show that a checker notices: `none` opens the switch, the others also arm it. */
  readonly breakable?: Break | 'none';
}

export interface Sandbox {
  readonly app: FastifyInstance;
  readonly ledger: EffectLedger;
  /** Listens on 127.0.0.1 only; port 0 takes a free one. Gives the address, `http://127.0.0.1:PORT`. */
  listen(port: number): Promise<string>;
  /** Cuts what is still open and lets go of the data. */
  close(): Promise<void>;
}

const BODY_LIMIT = 262_144;

/** Makes the sandbox: sample providers of orders, stock, payments and notifications, and the ledger of their effects. */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { dataDir, log, clock = systemClock, random = systemRandom, secret = SANDBOX_SECRET, breakable } = options;
  const store = openStore(dataDir);
  const closing = new AbortController();
  const newId = idsFrom(random);
  const breaks = createBreakSwitch(breakable === undefined || breakable === 'none' ? null : breakable);
  const parts = { store, now: clock.now, newId, breaks };
  const ledger = createEffectLedger(parts);
  const money = createMoneyLedger(parts);
  const faults = createFaultBook(store, newId);
  const deliverer = createDeliverer({ store, clock, secret, log, closing: closing.signal });
  const callbacks = createCallbacks({ store, clock, newId, faults, poke: deliverer.poke });
  const payments = createPayments({ store, clock, newId, money, callbacks });
  const deps: SandboxDeps = {
    store,
    clock,
    newId,
    ledger,
    money,
    faults,
    deliverer,
    breaks,
    log,
    closing: closing.signal,
  };
  addSampleData(store, clock);

  const app: SandboxApp = Fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: true,
    return503OnClosing: false,
    routerOptions: { maxParamLength: 512 },
  }).withTypeProvider();
  // JSON only: a page of another origin can send plain text without asking first.
  app.removeContentTypeParser('text/plain');
  app.setValidatorCompiler(TypeBoxValidatorCompiler);
  // The schemas of answers are documentation that tests check, never a filter that hides a mistake.
  app.setSerializerCompiler(() => JSON.stringify);
  await registerRoutes(app, deps, payments, { breakable: breakable !== undefined });
  await app.ready();
  const delivering = deliverer.run({ settleDue: payments.settleDue, nextDue: () => nextToldDue(store) });

  return {
    app,
    ledger,
    listen: (port) => app.listen({ host: '127.0.0.1', port }),
    async close() {
      closing.abort();
      await app.close();
      await delivering;
      store.close();
    },
  };
}
