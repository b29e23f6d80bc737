import { AnswerTask, Page, PageQuery, TaskShape } from '@omniroute/contracts';
import { formatInstant, type Json } from '@omniroute/primitives';
import { createCursor } from '@omniroute/server-kit';
import Type from 'typebox';
import { domainErrors } from '../../domain/errors.ts';
import { listTasks, loadTask, type TaskRow } from '../../storage/task-repository.ts';
import type { ApiDeps } from '../deps.ts';
import { answerTask } from '../runs/answer-task.ts';
import type { ApiServer } from '../server.ts';

const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
const TasksQuery = Type.Object({
  ...PageQuery.properties,
  state: Type.Optional(Type.Enum(['open', 'answered', 'timed_out', 'withdrawn'])),
  run: Type.Optional(Type.String({ format: 'uuid' })),
});
const cursors = createCursor(
  'tasks',
  (value): value is { at: number; id: string } => typeof (value as { at?: unknown } | null)?.at === 'number',
);
const tags = ['tasks'];

/** The inbox of human tasks. */
export function taskRoutes(server: ApiServer, deps: ApiDeps): void {
  const shape = async (tenant: string, row: TaskRow): Promise<TaskShape> => {
    const task = await deps.sealed.open<{
      title?: string;
      description?: string;
      form?: Json;
      outcomes?: TaskShape['outcomes'];
    }>(tenant, row.task);
    const instant = (date: Date | null) => (date === null ? null : formatInstant(date.getTime()));
    return {
      id: row.id,
      run_id: row.runId,
      service: row.service,
      node: row.node,
      key: row.key,
      title: task.title ?? row.node,
      description: task.description ?? '',
      form: task.form ?? null,
      outcomes: (task.outcomes ?? []).map(({ id, label, required }) => ({
        id,
        label: label ?? id,
        required: required ?? [],
      })),
      assignees: { users: [...row.users], roles: [...row.roles] },
      state: row.state as TaskShape['state'],
      level: row.level,
      opened_at: formatInstant(row.openedAt.getTime()),
      due_at: instant(row.dueAt),
      closed_at: instant(row.closedAt),
      outcome: row.outcome,
    };
  };

  server.get(
    '/tasks',
    {
      schema: {
        tags,
        summary: 'List tasks, oldest first',
        querystring: TasksQuery,
        response: { 200: Page(TaskShape) },
      },
    },
    async (request) => {
      const { tenant } = request.caller;
      const { limit = 50, cursor, state, run } = request.query;
      const position = cursor === undefined ? undefined : cursors.decode(cursor);
      const rows = await deps.storage.inTenant(tenant, (trx) =>
        listTasks(trx, tenant, {
          limit: limit + 1,
          ...(state === undefined ? {} : { state }),
          ...(run === undefined ? {} : { runId: run }),
          ...(position === undefined ? {} : { after: { openedAt: new Date(position.at), id: position.id } }),
        }),
      );
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        items: await Promise.all(page.map((row) => shape(tenant, row))),
        next:
          rows.length > limit && last !== undefined
            ? cursors.encode({ at: last.openedAt.getTime(), id: last.id })
            : null,
      };
    },
  );

  server.get(
    '/tasks/:id',
    { schema: { tags, summary: 'One task', params: Id, response: { 200: TaskShape } } },
    async (request) => {
      const { tenant } = request.caller;
      const row = await deps.storage.inTenant(tenant, (trx) => loadTask(trx, tenant, request.params.id));
      if (row === null) throw domainErrors.fault('task.not_found', { id: request.params.id });
      return shape(tenant, row);
    },
  );

  server.post(
    '/tasks/:id/answer',
    {
      schema: {
        tags,
        summary: 'Answer a task',
        params: Id,
        body: AnswerTask,
        response: { 200: Type.Object({ outcome: Type.String() }) },
      },
    },
    (request) =>
      answerTask(deps, request.caller, {
        id: request.params.id,
        outcome: request.body.outcome,
        data: (request.body.data ?? {}) as Json,
      }),
  );
}
