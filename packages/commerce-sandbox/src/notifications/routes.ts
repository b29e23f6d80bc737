import Type from 'typebox';
import { answerOnce } from '../http/answer-once.ts';
import type { SandboxApp, SandboxDeps } from '../http/app.ts';
import { numberAfter, PAGE_SIZE, toPage } from '../http/cursor.ts';
import { getNotification, listNotifications, sendNotification } from './notifications.ts';
import { NewNotification, Notification, NotificationPage, NotificationQuery, NotificationSent } from './shapes.ts';

export function notificationRoutes(app: SandboxApp, { store, clock, newId, ledger }: SandboxDeps): void {
  app.post(
    '/notifications',
    {
      config: { effect: 'notification.send' },
      schema: { body: NewNotification, response: { 201: NotificationSent } },
    },
    (request, reply) => {
      answerOnce(ledger, request, reply, ({ key }) => {
        const { id } = sendNotification(store, newId('ntf'), key.text, request.body, clock.now());
        return { status: 201, resource: id, body: { id } };
      });
    },
  );

  app.get(
    '/notifications',
    { schema: { querystring: NotificationQuery, response: { 200: NotificationPage } } },
    async ({ query }) => {
      const after = numberAfter('notifications', query.cursor);
      return toPage('notifications', listNotifications(store, query, after, query.limit ?? PAGE_SIZE));
    },
  );

  app.get(
    '/notifications/:id',
    { schema: { params: Type.Object({ id: Type.String() }), response: { 200: Notification } } },
    async ({ params }) => getNotification(store, params.id),
  );
}
