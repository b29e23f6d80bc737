import type { MessageOutbox } from '@omniroute/kind-sdk/activity';
import type { SealedJson } from '../codec/index.ts';
import type { Storage } from '../storage/index.ts';
import { acceptMessage } from '../storage/message-repository.ts';
import type { WorkFor } from './ports.ts';

/** How long a message waits that nobody holds the key of; its id is remembered as long. */
const KEEP_MS = 86_400_000;

/** The way of messages out of a run: into the tenant's inbox, as those that come from outside. Safe to repeat. */
export function createOutbox(deps: {
  storage: Storage;
  sealed: SealedJson;
  now(): number;
}): (work: WorkFor) => MessageOutbox {
  return ({ tenant }) => ({
    async send({ name, correlation, payload, id }) {
      const sealed = await deps.sealed.seal(tenant, payload);
      const receivedAt = new Date(deps.now());
      const { runs } = await deps.storage.inTenant(tenant, (trx) =>
        acceptMessage(trx, tenant, {
          name,
          id,
          correlation,
          payload: sealed,
          receivedAt,
          keepUntil: new Date(receivedAt.getTime() + KEEP_MS),
        }),
      );
      return { delivered: runs.length > 0 };
    },
  });
}
