import type { TaskInbox } from '@omniroute/kind-sdk/activity';
import { type Json, parseInstant } from '@omniroute/primitives';
import type { SealedJson } from '../codec/index.ts';
import type { Storage } from '../storage/index.ts';
import { closeTask, escalateTask, openTask } from '../storage/task-repository.ts';
import type { WorkFor } from './ports.ts';

/** The inbox of human tasks, bound to one run. Each call is safe to repeat. */
export function createInbox(deps: {
  storage: Storage;
  sealed: SealedJson;
  newId(): string;
  now(): number;
}): (work: WorkFor) => TaskInbox {
  return (work) => ({
    async open({ key, node, task }) {
      const { roles, users } = people((task as { assignees?: Json }).assignees ?? null);
      const due = (task as { due_at?: Json }).due_at;
      const dueAt = typeof due === 'string' ? parseInstant(due) : null;
      const sealed = await deps.sealed.seal(work.tenant, task);
      await deps.storage.inTenant(work.tenant, (trx) =>
        openTask(trx, work.tenant, {
          id: deps.newId(),
          runId: work.run,
          service: work.service,
          node,
          key,
          task: sealed,
          roles,
          users,
          dueAt: dueAt?.ok === true ? new Date(dueAt.value) : null,
        }),
      );
    },
    async close({ key, state, outcome }) {
      await deps.storage.inTenant(work.tenant, (trx) =>
        closeTask(trx, work.tenant, { runId: work.run, key, state, outcome, at: new Date(deps.now()) }),
      );
    },
    async escalate({ key, level, to }) {
      await deps.storage.inTenant(work.tenant, (trx) =>
        escalateTask(trx, work.tenant, { runId: work.run, key, level, ...people(to) }),
      );
    },
  });
}

/** Roles and users of an assignment, as far as they are lists of names. */
function people(value: Json): { roles: string[]; users: string[] } {
  const { roles, users } = (typeof value === 'object' && value !== null ? value : {}) as { roles?: Json; users?: Json };
  const names = (list: Json | undefined) =>
    Array.isArray(list) ? list.filter((name): name is string => typeof name === 'string') : [];
  return { roles: names(roles), users: names(users) };
}
