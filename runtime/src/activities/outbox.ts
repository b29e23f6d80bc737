import { isFault } from '@omniroute/errors';
import { activityFault, type MessageOutbox } from '@omniroute/kind-sdk/activity';
import type { SealedJson } from '../codec/index.ts';
import type { Storage } from '../storage/index.ts';
import { acceptMessage } from '../storage/message-repository.ts';
import type { WorkFor } from './ports.ts';

/**
 * The way of messages out of a run: into the tenant's inbox by the same door as those that come from outside, so they are
 * judged alike. Safe to repeat. A payload that its readers did not declare is the sender's error `validation.input`.
 */
export function createOutbox(deps: {
  storage: Storage;
  sealed: SealedJson;
  now(): number;
}): (work: WorkFor) => MessageOutbox {
  return ({ tenant }) => ({
    async send({ name, correlation, payload, id }) {
      const sealed = await deps.sealed.seal(tenant, payload);
      const receivedAt = new Date(deps.now());
      try {
        const { runs } = await deps.storage.inTenant(tenant, (trx) =>
          acceptMessage(trx, tenant, { name, id, correlation, payload, sealed, receivedAt }),
        );
        return { delivered: runs.length > 0 };
      } catch (error) {
        if (!isFault(error) || error.status !== 422) throw error;
        throw activityFault({ code: 'validation.input', message: error.message, details: { name } }, null, error);
      }
    },
  });
}
