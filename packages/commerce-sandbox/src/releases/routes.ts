import Type from 'typebox';
import { answerOnce } from '../http/answer-once.ts';
import type { SandboxApp, SandboxDeps } from '../http/app.ts';
import { undoTarget } from '../ledger/undo-target.ts';
import type { Payments } from '../payments/payments.ts';
import { getRelease, issueRelease, releasesOf, revokeRelease } from './releases.ts';
import { NewRelease, Release, Releases, Revocation } from './shapes.ts';

const Id = Type.Object({ id: Type.String() });

export function releaseRoutes(
  app: SandboxApp,
  { store, clock, newId, ledger }: SandboxDeps,
  payments: Pick<Payments, 'settleDue'>,
): void {
  app.post(
    '/orders/:id/release',
    {
      config: { effect: 'order.release' },
      schema: { params: Id, body: NewRelease, response: { 201: Release } },
    },
    (request, reply) => {
      payments.settleDue();
      answerOnce(ledger, request, reply, ({ key }) => {
        const by = { store, now: clock.now(), tenant: key.tenant };
        const release = issueRelease(by, newId('rel'), request.params.id, request.body);
        return { status: 201, resource: release.id, body: release };
      });
    },
  );

  app.get('/orders/:id/releases', { schema: { params: Id, response: { 200: Releases } } }, async ({ params }) => ({
    items: releasesOf(store, params.id),
  }));

  app.get('/releases/:id', { schema: { params: Id, response: { 200: Release } } }, async ({ params }) =>
    getRelease(store, params.id),
  );

  app.post(
    '/releases/revoke',
    { config: { effect: 'order.release_revoke' }, schema: { body: Revocation, response: { 200: Release } } },
    (request, reply) => {
      answerOnce(ledger, request, reply, (receipt) => {
        const given = request.body;
        const id =
          'release_id' in given ? given.release_id : undoTarget(ledger, receipt, given.effect_key, 'order.release');
        return { status: 200, resource: id, body: revokeRelease(store, id, clock.now()) };
      });
    },
  );
}
