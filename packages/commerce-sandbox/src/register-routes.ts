import swagger from '@fastify/swagger';
import Type from 'typebox';
import { callbackRoutes } from './callbacks/routes.ts';
import { applyFaults } from './faults/apply-faults.ts';
import { breakRoute, faultRoutes } from './faults/routes.ts';
import type { SandboxApp, SandboxDeps } from './http/app.ts';
import { hostGuard } from './http/host-guard.ts';
import { problemAnswers } from './http/problem.ts';
import { ledgerRoutes } from './ledger/routes.ts';
import { EXPONENTS } from './money/currencies.ts';
import { notificationRoutes } from './notifications/routes.ts';
import { orderRoutes } from './orders/routes.ts';
import type { Payments } from './payments/payments.ts';
import { paymentRoutes } from './payments/routes.ts';
import { purchasingRoutes } from './purchasing/routes.ts';
import { releaseRoutes } from './releases/routes.ts';
import { stockRoutes } from './stock/routes.ts';

const Currencies = Type.Object({
  items: Type.Array(Type.Object({ currency: Type.String(), exponent: Type.Integer() })),
});

/** The whole surface: health, providers (which faults may hit), and what checkers use (which they never hit). */
export async function registerRoutes(
  app: SandboxApp,
  deps: SandboxDeps,
  payments: Payments,
  { breakable }: { readonly breakable: boolean },
): Promise<void> {
  problemAnswers(app, deps.log);
  hostGuard(app);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'OmniRoute commerce sandbox', version: '1', description: 'Sample providers and their ledger.' },
    },
  });
  app.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'ok' }));
  app.get('/readyz', { schema: { hide: true } }, async () => {
    deps.store.get('select 1 from effect limit 1');
    return { status: 'ok', storage: 'sqlite, write-ahead log, synchronous=full' };
  });
  await app.register(
    async (scope) => {
      const providers = scope.withTypeProvider() as SandboxApp;
      applyFaults(providers, deps);
      orderRoutes(providers, deps);
      stockRoutes(providers, deps);
      paymentRoutes(providers, deps, payments);
      purchasingRoutes(providers, deps);
      releaseRoutes(providers, deps, payments);
      notificationRoutes(providers, deps);
    },
    { prefix: '/v1' },
  );
  await app.register(
    async (scope) => {
      const checkers = scope.withTypeProvider() as SandboxApp;
      ledgerRoutes(checkers, deps, payments);
      callbackRoutes(checkers, deps);
      faultRoutes(checkers, deps);
      if (breakable) breakRoute(checkers, deps);
      const items = Object.entries(EXPONENTS).map(([currency, exponent]) => ({ currency, exponent }));
      checkers.get('/currencies', { schema: { response: { 200: Currencies } } }, async () => ({ items }));
      checkers.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
    },
    { prefix: '/v1' },
  );
}
