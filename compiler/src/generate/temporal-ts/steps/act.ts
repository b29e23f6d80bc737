import type { CallOp, ErrorRoute, Mapping, PlanNode } from '@omniroute/plan';
import type { StepContext } from '../flow-writer.ts';
import { camel } from '../names.ts';
import { patternsOverlap, rankOf } from '../patterns.ts';
import type { Project } from '../project.ts';
import { refuse } from '../refusal.ts';
import { type Arm, choice, goesOn, negated, type Statement, statement } from '../statement.ts';
import { callText, quoted } from '../text.ts';
import { valueText } from '../value.ts';
import { callArguments } from './call-arguments.ts';

type Act = Extract<PlanNode, { op: 'act' }>;

/** One activity, with what happens when it fails. */
export function writeAct(node: Act, context: StepContext): Statement[] {
  const { project, where, spot } = context;
  const input = valueText(project, node.call.input, where);
  const undo = undoText(node, context);
  const uses = new Set([...input.uses, ...(undo?.uses ?? [])]);
  const args = [spot.place, input.text, ...(undo === null ? [] : [undo.text])];
  const call = callText(`steps.${project.effect(node.id)}`, args);
  const before = undo?.before ?? [];
  const { key } = project.output(node.id);
  if (node.continue !== null) {
    const other = instead(node.continue, context);
    const text = `await ${callText(project.helper('orElse'), [`() => ${call}`, other.text])};`;
    return [
      ...before,
      { parts: [text], sets: key, uses: new Set([...uses, ...other.uses]) },
      ...context.follow('out', context.writer.target(node.next, spot)),
    ];
  }
  return [...before, ...withRoutes(node, context, { parts: [`await ${call};`], sets: key, uses })];
}

/** What a step goes on with when it fails. */
export function instead(value: Mapping, { project, where }: StepContext) {
  const pointer = `${project.pointerOf(where.node ?? '')}/on_error/continue`;
  const readsError = [...project.typing.pointers].some(
    (each) => each.startsWith(pointer) && project.typing.readsAt(each).some(({ path }) => path[0] === 'error'),
  );
  if (readsError) return refuse('the value it goes on with when it fails tells of an error');
  const { text, uses } = valueText(project, value, where);
  return { value: text, text: text.startsWith('{') ? `() => (${text})` : `() => ${text}`, uses };
}

/** A statement that may fail, with the ways that its errors take. */
export function withRoutes(
  node: Extract<PlanNode, { next: number | null }>,
  context: StepContext,
  work: Statement,
  firstWays?: (stays: boolean) => readonly Arm[],
): Statement[] {
  const { project, index, spot, writer } = context;
  const usual = context.follow('out', writer.target(node.next, spot));
  if (node.errors.length === 0 && firstWays === undefined) return [work, ...usual];
  if (node.continue !== null) return refuse('it goes on with a value when it fails, and has ways for errors too');
  if (project.plan.loops.some((loop) => loop.node === index && loop.max !== null))
    return refuse('a counted connection back from a step that has ways for errors');
  const error = errorVariable(project, index);
  // What stands in the handler runs on into what stands behind the step, so it may only end where that ends too.
  const stays = usual.length > 0;
  const ways = inOrder(project, node.errors).map(
    ({ on, next }): Arm => ({
      test: on === null ? null : { text: matching(project, error.name, on), uses: new Set([error.key]) },
      body: context.follow('error', writer.target(next, spot), { stays }),
    }),
  );
  const all = [...(firstWays?.(stays) ?? []), ...ways];
  const rest: Arm[] = all.some(({ test }) => test === null)
    ? []
    : [{ test: null, body: [statement('throw caught;', undefined, true)] }];
  const others = project.errors
    .readFrom(index)
    .filter((key) => key !== error.key)
    .map(
      (key): Statement => ({
        parts: [`${error.name};`],
        sets: variableOf(project, key).key,
        uses: new Set([error.key]),
      }),
    );
  const forget: Statement[] =
    project.isOptional(node.id) && project.isRead(node.id) && isAgain(project, node)
      ? [statement(`${project.output(node.id).name} = undefined;`, new Set([project.output(node.id).key]))]
      : [];
  const handler: Statement[] = [
    { parts: [`${project.helper('errorOf')}(caught);`], sets: error.key, uses: new Set() },
    ...others,
    ...forget,
    ...choice(early([...all, ...rest])),
  ];
  const attempt: Statement = {
    parts: ['try {', { statements: [work] }, '} catch (caught) {', { statements: handler }, '}'],
    uses: new Set(),
    ends: false,
  };
  return [attempt, ...usual];
}

/** `if (!matches) throw` first, where there is one way only. */
function early(arms: readonly Arm[]): readonly Arm[] {
  const [only, rest] = arms;
  if (arms.length !== 2 || only?.test == null || rest === undefined || rest.test !== null) return arms;
  if (goesOn(rest.body)) return arms;
  return [
    { test: { text: negated(only.test.text), uses: only.test.uses }, body: rest.body },
    { test: null, body: only.body },
  ];
}

function isAgain(project: Project, node: PlanNode): boolean {
  return project.plan.loops.some((loop) => project.node(loop.node).region === node.region);
}

function matching(project: Project, error: string, on: readonly string[]): string {
  const [only] = on;
  return on.length === 1 && only !== undefined
    ? `${project.helper('matches')}(${error}.code, ${quoted(only)})`
    : `${project.helper('matchesAny')}(${error}.code, [${on.map(quoted).join(', ')}])`;
}

/** The most specific way first; where that depends on the error's code, no order says it. */
function inOrder(_project: Project, routes: readonly ErrorRoute[]): readonly ErrorRoute[] {
  const rank = ({ on }: ErrorRoute) => (on === null ? -1 : Math.max(...on.map(rankOf)));
  const sorted = [...routes].sort((a, b) => rank(b) - rank(a));
  for (const [at, { on }] of sorted.entries())
    for (const later of sorted.slice(at + 1))
      for (const pattern of on ?? [])
        for (const other of later.on ?? [])
          if (patternsOverlap(pattern, other) && rankOf(other) > rankOf(pattern))
            return refuse('which way an error takes depends on more than an order of its ways');
  return sorted;
}

/** The variable that holds the error that arises at a step. */
export function errorVariable(project: Project, index: number): { readonly key: string; readonly name: string } {
  return variableOf(project, `error:${index}`);
}

function variableOf(project: Project, key: string): { readonly key: string; readonly name: string } {
  const known = project.variables.get(key);
  if (known !== undefined) return { key, name: known.name };
  const [first = 0] = key.slice('error:'.length).split(',').map(Number);
  const wanted = key.includes(',') ? 'anyError' : `${camel(project.node(first).id)}Error`;
  const name = project.errors.single ? 'error' : project.names.of(key, wanted);
  project.variables.set(key, { name, type: 'ServiceError', optional: false });
  return { key, name };
}

/** Declares the variables of all errors that are read, before anything reads them. */
export function declareErrors(project: Project): void {
  for (const index of project.plan.nodes.keys()) {
    for (const key of project.errors.readFrom(index)) variableOf(project, key);
    if (project.node(index).errors.length > 0) errorVariable(project, index);
  }
}

interface UndoText {
  /** What has to be remembered before. */
  readonly before: readonly Statement[];
  readonly text: string;
  readonly uses: ReadonlySet<string>;
}

/** What undoes a step, as it is remembered with it. */
export function undoText(node: PlanNode, { project, spot }: StepContext): UndoText | null {
  if (node.undo === null) return null;
  const undo = project.node(node.undo.node);
  if (undo.disabled) return null;
  if (undo.op !== 'act' && undo.op !== 'call') return refuse(`its undo "${undo.id}" is no activity and no call`);
  const again = project.plan.loops.some((loop) => project.node(loop.node).region === node.region);
  const changing = node.undo.reads.nodes.filter(
    (id) => id !== node.id && project.node(project.indexOf(id)).region === node.region,
  );
  // What a circle may give another value is remembered as it is now.
  const kept = again ? changing : [];
  const nameOf = (id: string) => project.names.of(`then:${node.id}:${id}`, `${project.output(id).name}Then`);
  const remembered = new Map(kept.map((id) => [id, nameOf(id)]));
  const where = { node: undo.id, region: spot.region, place: spot.place, undoes: node.id, remembered };
  const input = valueText(project, undo.op === 'call' ? undo.input : undo.call.input, where);
  const call =
    undo.op === 'act'
      ? callText(`steps.${project.effect(undo.id)}.undo`, ['undoing', input.text])
      : callText(project.helper('called'), [...undoCall(project, undo, spot.place), input.text]);
  const text = undo.continue === null ? call : `${project.helper('orElse')}(() => ${call}, () => null)`;
  const readsOutput = /\boutput\b/.test(input.text);
  const before = kept.map((id) =>
    statement(`const ${remembered.get(id)} = ${project.output(id).name};`, new Set([project.output(id).key])),
  );
  return { before, text: `(${readsOutput ? 'undoing, output' : 'undoing'}) => ${text}`, uses: input.uses };
}

/** A service that is called to undo something: under the path of what is undone. */
function undoCall(project: Project, undo: CallOp, place: string): readonly string[] {
  if (undo.retry.length > 0) return refuse(`its undo "${undo.id}" is a call that is tried again as a whole`);
  return callArguments(project, undo, place, `${project.helper('undoKey')}(undoing.key, ${quoted(undo.id)})`);
}
