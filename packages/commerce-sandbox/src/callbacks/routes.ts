import type { SandboxApp, SandboxDeps } from '../http/app.ts';
import { numberAfter, PAGE_SIZE, toPage } from '../http/cursor.ts';
import { listCallbacks } from './callback-store.ts';
import { CallbackPage, CallbackQuery } from './shapes.ts';

/** What checkers read: every callback, with how far it has come. */
export function callbackRoutes(app: SandboxApp, { store }: Pick<SandboxDeps, 'store'>): void {
  app.get(
    '/callbacks',
    { schema: { querystring: CallbackQuery, response: { 200: CallbackPage } } },
    async ({ query }) => {
      const after = numberAfter('callbacks', query.cursor);
      return toPage('callbacks', listCallbacks(store, query, after, query.limit ?? PAGE_SIZE));
    },
  );
}
