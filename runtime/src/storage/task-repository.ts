import type { Trx } from './database.ts';

/** A task of the inbox as stored; what people see of it is sealed. */
export interface TaskRow {
  readonly id: string;
  readonly runId: string;
  readonly service: string;
  readonly node: string;
  readonly key: string;
  readonly task: Buffer;
  readonly roles: readonly string[];
  readonly users: readonly string[];
  readonly state: string;
  readonly level: number;
  readonly outcome: string | null;
  readonly openedAt: Date;
  readonly dueAt: Date | null;
  readonly closedAt: Date | null;
}

/** Opens a task; a repeated attempt finds the row it wrote and changes nothing. */
export async function openTask(
  trx: Trx,
  tenant: string,
  task: Omit<TaskRow, 'state' | 'level' | 'outcome' | 'openedAt' | 'closedAt'>,
): Promise<void> {
  await trx
    .insertInto('task')
    .values({
      tenant_id: tenant,
      id: task.id,
      run_id: task.runId,
      service_id: task.service,
      node: task.node,
      key: task.key,
      task: task.task,
      roles: [...task.roles],
      users: [...task.users],
      outcome: null,
      due_at: task.dueAt,
      closed_at: null,
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'run_id', 'key']).doNothing())
    .execute();
}

/** Closes an open task; repeated, it changes nothing. */
export async function closeTask(
  trx: Trx,
  tenant: string,
  task: { runId: string; key: string; state: string; outcome: string | null; at: Date },
): Promise<void> {
  await trx
    .updateTable('task')
    .set({ state: task.state, outcome: task.outcome, closed_at: task.at })
    .where('tenant_id', '=', tenant)
    .where('run_id', '=', task.runId)
    .where('key', '=', task.key)
    .where('state', '=', 'open')
    .execute();
}

/** Adds people to an open task and raises its level; a lower level than the stored one changes nothing. */
export async function escalateTask(
  trx: Trx,
  tenant: string,
  task: { runId: string; key: string; level: number; roles: readonly string[]; users: readonly string[] },
): Promise<void> {
  const row = await trx
    .selectFrom('task')
    .select(['roles', 'users'])
    .where('tenant_id', '=', tenant)
    .where('run_id', '=', task.runId)
    .where('key', '=', task.key)
    .where('state', '=', 'open')
    .where('level', '<', task.level)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return;
  await trx
    .updateTable('task')
    .set({
      level: task.level,
      roles: [...new Set([...row.roles, ...task.roles])],
      users: [...new Set([...row.users, ...task.users])],
    })
    .where('tenant_id', '=', tenant)
    .where('run_id', '=', task.runId)
    .where('key', '=', task.key)
    .execute();
}

export async function loadTask(trx: Trx, tenant: string, id: string): Promise<TaskRow | null> {
  const row = await trx
    .selectFrom('task')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : toTask(row);
}

/** Tasks, oldest first, after a cursor of opening and id. */
export async function listTasks(
  trx: Trx,
  tenant: string,
  page: { state?: string; runId?: string; after?: { openedAt: Date; id: string }; limit: number },
): Promise<TaskRow[]> {
  let query = trx.selectFrom('task').selectAll().where('tenant_id', '=', tenant);
  if (page.state !== undefined) query = query.where('state', '=', page.state);
  if (page.runId !== undefined) query = query.where('run_id', '=', page.runId);
  if (page.after !== undefined) {
    const { openedAt, id } = page.after;
    query = query.where((where) =>
      where.or([
        where('opened_at', '>', openedAt),
        where.and([where('opened_at', '=', openedAt), where('id', '>', id)]),
      ]),
    );
  }
  const rows = await query.orderBy('opened_at').orderBy('id').limit(page.limit).execute();
  return rows.map(toTask);
}

function toTask(row: {
  id: string;
  run_id: string;
  service_id: string;
  node: string;
  key: string;
  task: Buffer;
  roles: string[];
  users: string[];
  state: string;
  level: number;
  outcome: string | null;
  opened_at: Date;
  due_at: Date | null;
  closed_at: Date | null;
}): TaskRow {
  return {
    id: row.id,
    runId: row.run_id,
    service: row.service_id,
    node: row.node,
    key: row.key,
    task: row.task,
    roles: row.roles,
    users: row.users,
    state: row.state,
    level: row.level,
    outcome: row.outcome,
    openedAt: row.opened_at,
    dueAt: row.due_at,
    closedAt: row.closed_at,
  };
}
