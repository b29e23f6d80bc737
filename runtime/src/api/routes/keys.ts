import { KeyShape, Keys } from '@omniroute/contracts';
import { formatInstant } from '@omniroute/primitives';
import type { RequestContext } from '@omniroute/server-kit';
import { domainErrors } from '../../domain/errors.ts';
import type { KeyFacts } from '../../storage/index.ts';
import type { ApiDeps } from '../deps.ts';
import type { ApiServer } from '../server.ts';

const tags = ['keys'];

/** The tenant's data keys: look, and make a new one. */
export function keyRoutes(server: ApiServer, { keys, log }: ApiDeps): void {
  server.get(
    '/keys',
    { schema: { tags, summary: 'List the data keys, newest first', response: { 200: Keys } } },
    async ({ caller }) => {
      permit(caller);
      return { items: (await keys.list(caller.tenant)).map(keyShape) };
    },
  );
  server.post(
    '/keys',
    {
      schema: {
        tags,
        summary: 'Make a new data key: it encrypts from now on, the ones before still decrypt',
        response: { 201: KeyShape },
      },
    },
    async ({ caller }, reply) => {
      permit(caller);
      const made = await keys.rotate(caller.tenant);
      log.info('a new data key', { tenant: caller.tenant, key: made.id, by: caller.subject });
      return reply.status(201).send(keyShape(made));
    },
  );
}

function permit({ roles }: RequestContext): void {
  if (!roles.includes('owner') && !roles.includes('admin')) throw domainErrors.fault('key.role');
}

function keyShape({ id, active, createdAt }: KeyFacts): KeyShape {
  return { id, active, created_at: formatInstant(createdAt.getTime()) };
}
