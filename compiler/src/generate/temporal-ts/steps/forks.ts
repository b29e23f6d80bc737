import type { PlanNode } from '@omniroute/plan';
import type { FlowWriter, Spot, StepContext } from '../flow-writer.ts';
import { andGraph, forkForm, stepsOf } from '../fork-form.ts';
import { pascal } from '../names.ts';
import { expressionText } from '../reading.ts';
import { refuse } from '../refusal.ts';
import type { Body, Statement } from '../statement.ts';
import { fieldName, objectText, quoted } from '../text.ts';
import { valueText } from '../value.ts';

type Exit = { readonly id: string; readonly next: number | null };

/** Branches at the same time, up to where they meet. */
export function writeFork(node: PlanNode, context: StepContext): Statement[] {
  const { project, index, spot, writer } = context;
  const form = forkForm(project, index);
  if (node.continue !== null) return refuse('it goes on with a value when it fails');
  if (form.form === 'graph') return writeGraph(context);
  const exits = exitsOf(node);
  if (project.plan.loops.some((loop) => loop.node === index))
    return refuse('a branch that begins with a connection back');
  const stop = form.form === 'meet' ? form.join : null;
  const bodies = exits.map((exit) => branch(exit, context, stop));
  const chosen = choiceOf(node, context);
  const last = stop === null ? null : project.node(stop);
  const options = joinOptions(last, context, node.id, forgotten(node, context, stop));
  const head = `${spot.place}, ${options.text}, `;
  const record: (string | Body)[] = ['{'];
  for (const [at, { id }] of exits.entries()) {
    const { place, body } = bodies[at] as (typeof bodies)[number];
    record.push(`\n  ${fieldName(id)}: async (${place}) => {`, { statements: body, deeper: 1 }, '  },');
  }
  const parts = joined(head, record, chosen, context);
  const uses = new Set([...options.uses, ...(chosen?.uses ?? [])]);
  const mayEnd = form.form === 'meet' && form.mayEnd;
  const key = last?.op === 'join' ? project.output(last.id).key : forkVariable(context);
  const before = chosen?.statements ?? [];
  if (form.form === 'loose')
    return [...before, { parts: ['await ', ...parts, ';'], uses }, ...context.follow('ended', 'end')];
  const isNeeded = last?.op === 'join' && project.isRead(last.id);
  const call: Statement =
    mayEnd || !isNeeded
      ? { parts: ['await ', ...parts, ';'], sets: key, uses }
      : { parts: ['(await ', ...parts, ')!;'], sets: key, uses };
  const goesOn = context.follow('joined', writer.target(stop, spot));
  if (!mayEnd) return [...before, call, ...goesOn];
  const name = project.variables.get(key)?.name ?? '';
  const test = `${name} === null`;
  const ended = context.follow('ended', 'end');
  const check: Statement[] =
    ended.length > 0
      ? [{ parts: [`if (${test}) {`, { statements: ended }, '}'], uses: new Set([key]) }, ...goesOn]
      : goesOn.length === 0
        ? []
        : [{ parts: [`if (${name} !== null) {`, { statements: goesOn }, '}'], uses: new Set([key]) }];
  return [...before, call, ...check];
}

function exitsOf(node: PlanNode): readonly Exit[] {
  if (node.op === 'fork') return node.branches;
  if (node.op !== 'decide') return refuse('it starts branches in a way that is not known');
  return [...node.arms, ...(node.otherwise === null ? [] : [{ id: 'default', next: node.otherwise.next }])];
}

function branch({ id, next }: Exit, context: StepContext, stop: number | null) {
  const { project, spot, writer, index } = context;
  const place = branchPlace(context, id);
  const inner: Spot = { region: spot.region, place, stop };
  const label = project.names.of(`end:${index}:${id}`, 'way', `${place}Way`);
  const body =
    stop === null
      ? writer.statements(next, inner, { falls: 'end', leave: { end: 'return;', join: null }, label })
      : writer.statements(next, inner, { falls: 'join', leave: { end: 'return false;', join: 'return;' }, label });
  return { place, body };
}

/** The place of a branch. One that is named by a container is told apart from its inside. */
function branchPlace({ project, index }: StepContext, id: string): string {
  const step = project.plan.nodes.find((node) => node.id === id);
  const word = step !== undefined && 'body' in step ? 'Branch' : '';
  return project.names.of(`branch:${index}:${id}`, `in${pascal(id)}${word}`);
}

function joined(
  head: string,
  record: readonly (string | Body)[],
  chosen: { readonly names: string } | null,
  { project }: StepContext,
) {
  const name = project.helper('branches');
  if (chosen === null) return [`${name}(${head}`, ...record, '\n})'];
  return [`${name}(${head}${project.helper('only')}(${chosen.names}, `, ...record, '\n}))'];
}

/** Which branches a decision starts: all conditions are looked at before any of them. */
function choiceOf(node: PlanNode, context: StepContext) {
  if (node.op !== 'decide') return null;
  const { project, where } = context;
  const tests = node.arms.map(({ id, when }) => ({ id, ...expressionText(project, when, where, 'condition') }));
  const conditions = objectText(tests.map(({ id, text }) => [id, text] as const));
  const otherwise = node.otherwise === null ? 'null' : quoted('default');
  const { key, name } = project.output(node.id);
  project.markRead(node.id);
  const uses = new Set(tests.flatMap((test) => [...test.uses]));
  const text = `{ branches: ${project.helper('chosen')}(${quoted(node.id)}, ${conditions}, ${otherwise}) };`;
  const set: Statement = { parts: [text], sets: key, uses };
  return { statements: [set], names: `${name}.branches`, uses: new Set([key]) };
}

function joinOptions(last: PlanNode | null, context: StepContext, fork: string, forget: Forgotten) {
  const { project, where } = context;
  const uses = new Set<string>(forget.uses);
  if (last?.op !== 'join') return { text: objectText([['node', quoted(last?.id ?? fork)]]), uses };
  if (last.continue !== null) return refuse(`"${last.id}" goes on with a value when it fails`);
  const fields: (readonly [string, string])[] = [['node', quoted(last.id)]];
  if (last.mode !== 'all' && !last.cancel_rest) {
    refuseTangled(last, context);
    context.project.letsRun = true;
    fields.push(['letRun', 'true']);
  }
  if (last.mode === 'any') fields.push(['enough', '1']);
  if (last.mode === 'count' && last.count !== null) {
    const count = valueText(project, last.count, { ...where, node: last.id });
    for (const key of count.uses) uses.add(key);
    fields.push(['enough', last.count.holes.length === 0 ? count.text : `() => ${count.text}`]);
  }
  if (last.on_branch_error === 'ignore') fields.push(['ignoreErrors', 'true']);
  if (forget.text !== null) fields.push(['forget', forget.text]);
  return { text: objectText(fields), uses };
}

/** Branches that go on by themselves must be nobody's business behind the join, and stand where all others end too. */
function refuseTangled(join: Extract<PlanNode, { op: 'join' }>, { project, index, spot }: StepContext): void {
  const goes = `"${join.id}" goes on while its other branches run`;
  if (spot.region !== 0 || spot.stop !== null) refuse(`${goes}, inside a container or another branch`);
  if (join.on_branch_error !== 'ignore') refuse(`${goes}, and fails with them`);
  const steps = stepsOf(project, index, project.indexOf(join.id));
  const inside = [...steps].map((each) => project.node(each));
  if (inside.some((node) => node.op === 'set' && node.assignments.length > 0))
    refuse(`${goes}, and they assign variables`);
  if (inside.some((node) => node.op === 'end' && node.terminate)) refuse(`${goes}, and one of them ends everything`);
  const isOutside = (reader: number) => !steps.has(project.atLevel(reader, spot.region));
  if (inside.some(({ id }) => project.readers(id).some(isOutside)))
    refuse(`${goes}, and what they give is read elsewhere`);
}

function forkVariable({ project, index }: StepContext): string {
  const key = `joined:${index}`;
  const { id } = project.node(index);
  if (!project.variables.has(key))
    project.variables.set(key, {
      name: project.names.of(key, `${project.output(id).name}Done`),
      type: 'Joined | null',
      optional: false,
    });
  return key;
}

/** What is to be forgotten of each branch, as an object of functions. */
interface Forgotten {
  readonly text: string | null;
  readonly uses: ReadonlySet<string>;
}

/** What a branch that was called off had given is not seen behind the join; one that ended on its own keeps it. */
function forgotten(node: PlanNode, context: StepContext, stop: number | null): Forgotten {
  const { project, index, spot } = context;
  const join = stop === null ? null : project.node(stop);
  const uses = new Set<string>();
  if (join?.op !== 'join' || join.mode === 'all' || !join.cancel_rest) return { text: null, uses };
  const branches = exitsOf(node).flatMap(({ id, next }) => {
    const steps = next === null || next === stop ? new Set<number>() : stepsOf(project, index, stop, [next]);
    const inside = [...steps].map((each) => project.node(each));
    if (assigns(inside)) return refuse(`"${join.id}" may call off a branch that assigns variables`);
    // Only what may be missing behind the join is asked for there, and so can be seen to be missing.
    const isSeen = (step: string) =>
      project.isOptional(step) &&
      project.readers(step).some((reader) => !steps.has(project.atLevel(reader, spot.region)));
    const resets = inside.flatMap(({ id: step }) => {
      if (!isSeen(step)) return [];
      const output = project.output(step);
      uses.add(output.key);
      return [`${output.name} = undefined;`];
    });
    return resets.length === 0 ? [] : [[id, `() => { ${resets.join(' ')} }`] as const];
  });
  return { text: branches.length === 0 ? null : objectText(branches), uses };
}

function assigns(nodes: readonly PlanNode[]): boolean {
  return nodes.some((node) => node.op === 'set' && node.assignments.some(({ add }) => !add));
}

/** Steps of which each waits for all that lead to it. */
function writeGraph(context: StepContext): Statement[] {
  const { project, index, spot, writer } = context;
  const form = andGraph(project, index);
  const record: (string | Body)[] = [];
  for (const part of form.parts) {
    const { id } = project.node(part.index);
    const place = branchPlace(context, id);
    const body = partBody(writer, part.index, { region: spot.region, place, stop: form.last });
    const after = part.after.map((each) => quoted(project.node(each).id)).join(', ');
    const head = `\n  ${fieldName(id)}: {\n    after: [${after}],\n    run: async (${place}) => {`;
    record.push(head, { statements: body, deeper: 2 }, '    },\n  },');
  }
  const call: Statement = {
    parts: [`await ${project.helper('parts')}(${spot.place}, {`, ...record, '\n});'],
    uses: new Set(),
  };
  return [call, ...context.follow('joined', writer.target(form.last, spot))];
}

function partBody(writer: FlowWriter, step: number, spot: Spot): Statement[] {
  const node = writer.project.node(step);
  if (node.op === 'set' && node.assignments.some(({ add }) => add))
    return refuse('a contribution to a variable inside a graph');
  return writer.step(step, spot, () => []);
}
