import { CloudEvent, EventAccepted, MessageAccepted, SendMessage } from '@omniroute/contracts';
import type { Json } from '@omniroute/primitives';
import { receiveEvent } from '../../ingress/receive-event.ts';
import { receiveMessage } from '../../ingress/receive-message.ts';
import type { ApiDeps } from '../deps.ts';
import type { ApiServer } from '../server.ts';

/** What comes from outside to running services, and events that start them. */
export function messageRoutes(server: ApiServer, deps: ApiDeps): void {
  server.post(
    '/messages',
    {
      schema: {
        tags: ['messages'],
        summary: 'Send a message to the runs that hold its key',
        body: SendMessage,
        response: { 202: MessageAccepted },
      },
    },
    async (request, reply) => {
      const { name, correlation, payload, id } = request.body;
      const accepted = await receiveMessage(deps, request.caller.tenant, {
        name,
        correlation,
        payload: (payload ?? {}) as Json,
        id,
      });
      return reply.status(202).send(accepted);
    },
  );

  server.post(
    '/events',
    {
      schema: {
        tags: ['messages'],
        summary: 'Receive a CloudEvent (structured mode)',
        body: CloudEvent,
        response: { 202: EventAccepted },
      },
    },
    async (request, reply) => {
      const runs = await receiveEvent(deps, request.caller.tenant, request.body);
      return reply.status(202).send({ id: request.body.id, runs });
    },
  );
}
