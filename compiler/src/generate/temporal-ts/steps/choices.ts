import { typeFromSchema, unionOf } from '@omniroute/expressions';
import type { Mapping, PlanNode } from '@omniroute/plan';
import type { StepContext } from '../flow-writer.ts';
import { expressionText } from '../reading.ts';
import { refuse } from '../refusal.ts';
import { type Arm, choice, type Statement, statement } from '../statement.ts';
import { between, jsonText, objectText, quoted, recordText } from '../text.ts';
import { tsType } from '../ts-type.ts';
import { constantText, valueText } from '../value.ts';
import { errorVariable } from './act.ts';

type Op<Name extends PlanNode['op']> = Extract<PlanNode, { op: Name }>;

/** The first way whose condition holds. */
export function writeDecide(node: Op<'decide'>, context: StepContext): Statement[] {
  const { project, where, spot, writer } = context;
  if (node.continue !== null) return refuse('it goes on with a value when no way can be chosen');
  const tests = node.arms.map(({ when }) => expressionText(project, when, where, 'condition'));
  const otherwise = node.otherwise;
  const rest: Arm =
    otherwise === null
      ? { test: null, body: [noBranch(node.id, context)] }
      : { test: null, body: context.follow('default', writer.target(otherwise.next, spot)) };
  const arms = node.arms.map(
    ({ id, next }): Arm => ({ test: null, body: context.follow(id, writer.target(next, spot)) }),
  );
  if (!project.isRead(node.id)) return choice([...arms.map((arm, at) => ({ ...arm, test: tests[at] ?? null })), rest]);
  const { key, name } = project.output(node.id);
  const chosen = node.arms.reduceRight(
    (others, { id }, at) => `${tests[at]?.text} ? ${quoted(id)} : ${others}`,
    otherwise === null ? "''" : quoted('default'),
  );
  const set: Statement = {
    parts: [`{ branch: ${chosen} } as ${project.typeName(node.id, 'Output')};`],
    sets: key,
    uses: new Set(tests.flatMap(({ uses }) => [...uses])),
  };
  const test = (id: string) => ({ text: `${name}.branch === ${quoted(id)}`, uses: new Set([key]) });
  return [set, ...choice([...arms.map((arm, at) => ({ ...arm, test: test(node.arms[at]?.id ?? '') })), rest])];
}

function noBranch(id: string, { spot }: StepContext): Statement {
  const error = recordText({ code: quoted('no_branch'), message: quoted(`No branch of "${id}" holds.`) });
  return statement(`throw ${spot.place}.error(${quoted(id)}, ${error});`, undefined, true);
}

/** Waits for the first of several events. */
export function writeWait(node: Op<'wait'>, context: StepContext): Statement[] {
  const { project, where, spot } = context;
  if (node.continue !== null) return refuse('it goes on with a value when it fails');
  const [only] = node.events;
  const isRead = project.isRead(node.id);
  if (node.events.length === 1 && only?.for.on === 'duration' && node.timeout === null && !isRead) {
    const text = constantText(only.for.value);
    if (text !== null && /^P(\d+D)?(T.*)?$/.test(text)) {
      const sleep = statement(`await ${project.helper('sleep')}(${spokenDuration(text)});`);
      return [sleep, ...context.follow(only.port, context.writer.target(only.next, spot))];
    }
  }
  const uses = new Set<string>();
  const text = (mapping: Mapping) => {
    const written = valueText(project, mapping, where);
    for (const key of written.uses) uses.add(key);
    return mapping.holes.length > 0 || typeof mapping.value === 'string' ? written.text : `String(${written.text})`;
  };
  const events = node.events.map(({ id, for: what }) => {
    const event = ['event', quoted(id)] as const;
    switch (what.on) {
      case 'duration':
      case 'until':
        return objectText([event, ['time', text(what.value)]]);
      case 'condition': {
        const condition = expressionText(project, what.when, where, 'condition');
        for (const key of condition.uses) uses.add(key);
        return objectText([event, ['condition', `() => ${condition.text}`]]);
      }
      case 'message':
        return objectText([
          event,
          ['message', quoted(what.name)],
          ['correlation', text(what.correlation)],
          ...(what.accept === 'fresh' ? [['fresh', 'true'] as const] : []),
        ]);
      case 'callback':
        return objectText([event, ['callback', 'true']]);
    }
  });
  const names = [...node.events.map(({ id }) => id), ...(node.timeout?.routed === true ? ['timeout'] : [])];
  const payloads = node.events.map(({ for: what }) =>
    what.on === 'message' || what.on === 'callback'
      ? typeFromSchema(what.type === null ? {} : (project.plan.types[what.type] ?? {}))
      : ({ kind: 'null' } as const),
  );
  const limit =
    node.timeout === null
      ? []
      : [
          objectText([
            ['timeout', text(node.timeout.after)],
            ...(node.timeout.routed ? [] : [['failLate', 'true'] as const]),
          ]),
        ];
  const late = node.timeout?.routed === true ? [{ kind: 'null' } as const] : [];
  const types = `<${names.map(quoted).join(' | ')}, ${tsType(unionOf([...payloads, ...late]))}>`;
  const args = [spot.place, quoted(node.id), jsonList(events), ...limit];
  const call = `await ${between(`${project.helper('waitFor')}${types}(`, args, ')')};`;
  const ways = node.events.map(({ id, port, next }) => ({ id, port, next }));
  return afterwards(node, context, { call, uses, field: 'event', ways, timeout: node.timeout });
}

function jsonList(parts: readonly string[]): string {
  return between('[', parts, ']');
}

/** Gives a task to a person. */
export function writeTask(node: Op<'task'>, context: StepContext): Statement[] {
  const { project, where, spot } = context;
  if (node.continue !== null) return refuse('it goes on with a value when it fails');
  const uses = new Set<string>();
  const value = (mapping: Mapping) => {
    const written = valueText(project, mapping, where);
    for (const key of written.uses) uses.add(key);
    return written.text;
  };
  const escalation = node.escalation.map(({ after, to }) => {
    const made = value(to);
    return objectText([
      ['after', value(after)],
      ['to', made.startsWith('{') ? `() => (${made})` : `() => ${made}`],
    ]);
  });
  const task = { ...node.task, value: withoutForm(node.task.value) };
  const options = objectText([
    ['task', value(task)],
    ['outcomes', objectText(node.outcomes.map(({ id, required }) => [id, jsonText(required)] as const))],
    ...(node.form === null ? [] : [['form', `schemas.forms.${project.form(node.id)}`] as const]),
    ...(node.due === null ? [] : [['due', value(node.due)] as const]),
    ...(escalation.length === 0 ? [] : [['escalation', jsonList(escalation)] as const]),
    ...(node.timeout === null ? [] : [['timeout', value(node.timeout.after)] as const]),
    ...(node.timeout?.routed === false ? [['failLate', 'true'] as const] : []),
    ['taskQueue', 'steps.INBOX_QUEUE'],
  ]);
  const names = [...node.outcomes.map(({ id }) => id), ...(node.timeout?.routed === true ? ['timeout'] : [])];
  const data = node.form === null ? 'Json' : tsType(typeFromSchema(project.plan.types[node.form] ?? {}));
  // Without a way out for a task that nobody answers, somebody has.
  const by = node.timeout?.routed === true ? '' : ', string';
  const call = `await ${project.helper('humanTask')}<${names.map(quoted).join(' | ')}, ${data}${by}>(${spot.place}, ${quoted(node.id)}, ${options});`;
  const ways = node.outcomes.map(({ id, next }) => ({ id, port: id, next }));
  return afterwards(node, context, { call, uses, field: 'outcome', ways, timeout: node.timeout });
}

/** The form goes along by itself. */
function withoutForm(value: unknown): never {
  const { form: _, outcomes: __, ...rest } = value as Record<string, unknown>;
  return rest as never;
}

interface Ended {
  readonly call: string;
  readonly uses: ReadonlySet<string>;
  /** The field that says which way to go on. */
  readonly field: string;
  readonly ways: readonly { readonly id: string; readonly port: string; readonly next: number | null }[];
  readonly timeout: { readonly routed: boolean; readonly next: number | null } | null;
}

/** The ways on from a wait or a task, by what ended it. */
function afterwards(
  node: Op<'wait'> | Op<'task'>,
  context: StepContext,
  { call, uses, field, ways, timeout }: Ended,
): Statement[] {
  const { project, spot, writer, index } = context;
  const { key, name } = project.output(node.id);
  const set: Statement = { parts: [call], sets: key, uses };
  const isLate = timeout?.routed === true;
  const test = (id: string) => ({ text: `${name}.${field} === ${quoted(id)}`, uses: new Set([key]) });
  const arms: Arm[] = ways.map(({ id, port, next }) => ({
    test: test(id),
    body: context.follow(port, writer.target(next, spot)),
  }));
  if (isLate) {
    const code = node.op === 'wait' ? 'timeout.wait' : 'timeout.human_task';
    const errors = project.errors.readFrom(index).map(
      (error): Statement => ({
        parts: [`${project.helper('lateError')}(${quoted(node.id)}, '${code}');`],
        sets: project.variables.has(error) ? error : errorVariable(project, index).key,
        uses: new Set(),
        pure: true,
      }),
    );
    arms.push({
      test: test('timeout'),
      body: [...errors, ...context.follow('timeout', writer.target(timeout.next, spot))],
    });
  }
  const last = arms.at(-1);
  const closed = last === undefined ? [] : [...arms.slice(0, -1), { ...last, test: null }];
  const same = closed.length === 1;
  return [set, ...(same ? [...(closed[0]?.body ?? [])] : choice(closed))];
}

/** `PT2H` as a person says it. */
export function spokenDuration(text: string): string {
  const found = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text);
  const [, ...amounts] = found ?? [];
  const given = amounts.flatMap((amount, at) =>
    amount === undefined ? [] : [[Number(amount), ['day', 'hour', 'minute', 'second'][at]] as const],
  );
  const [only] = given;
  if (given.length !== 1 || only === undefined) return `${quoted(text)}`;
  return quoted(`${only[0]} ${only[1]}${only[0] === 1 ? '' : 's'}`);
}
