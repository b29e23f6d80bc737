import type { PlanNode } from '@omniroute/plan';
import { milliseconds } from '../durations.ts';
import type { StepContext } from '../flow-writer.ts';
import { lastSteps } from '../last-steps.ts';
import { expressionText } from '../reading.ts';
import { refuse } from '../refusal.ts';
import { type Arm, type Body, goesOn, type Statement, statement } from '../statement.ts';
import { objectText, quoted } from '../text.ts';
import { tsType } from '../ts-type.ts';
import { constantText, valueText } from '../value.ts';
import { errorVariable, instead, withRoutes } from './act.ts';
import { triedArguments } from './call-arguments.ts';

type Op<Name extends PlanNode['op']> = Extract<PlanNode, { op: Name }>;
type LoopOp = Op<'each'> | Op<'while'>;

const NOTHING: ReadonlySet<string> = new Set();

/** Goes over a list: as a plain loop where its turns come one after the other and fail together. */
export function writeEach(node: Op<'each'>, context: StepContext): Statement[] {
  const { project, spot, where } = context;
  const list = valueText(project, node.items, where);
  const type = itemType(node, context);
  const batched = node.batch === null ? list.text : `${project.helper('inBatches')}(${list.text}, ${node.batch})`;
  const items =
    node.max_iterations === null
      ? batched
      : `${project.helper('atMost')}(${quoted(node.id)}, ${node.max_iterations}, ${batched})`;
  const turn = project.turn(node.body);
  const uses = list.uses;
  if (node.concurrency === 1 && node.on_item_error === 'fail' && node.retry.length === 0 && node.continue === null) {
    const listed = node.items.holes.length === 0 ? `(${items} as ${tsTypeOfList(type)})` : items;
    const names = usesName(node, context, 'item')
      ? `[${turn.index}, ${turn.item}] of ${listed}.entries()`
      : `[${turn.index}] of ${listed}.entries()`;
    return inline(node, context, { head: `for (const ${names}) {`, uses });
  }
  refuseMovingVariables(node, context);
  const body = project.place(node.body);
  const options = objectText([
    ['items', items],
    ['concurrency', String(node.concurrency)],
    ['onItemError', quoted(node.on_item_error)],
    ...(node.tolerate === null ? [] : [['tolerate', toleranceText(node.tolerate)] as const]),
  ]);
  const inside =
    project.plan.regions[node.body] === undefined
      ? { statements: [] }
      : context.writer.body(node.body, borderOfTurn(context));
  const ending = turnEnd(node, context, 'soFar');
  const result: Statement = {
    parts: [
      `return ${objectText([['item', ending.item.text], ...(ending.until === null ? [] : [['stop', ending.until.text] as const])])};`,
    ],
    uses: new Set([...ending.item.uses, ...(ending.until?.uses ?? [])]),
  };
  const soFar = ending.until?.text.includes('soFar') === true ? ', soFar' : '';
  const work: Statement = {
    parts: [
      `await ${again(node, context).head}${project.helper(hasGaps(node) ? 'forSome' : 'forEach')}(${spot.place}, ${quoted(node.id)}, ${options}, async (${turn.item}: ${type}, ${turn.index}, ${body}${soFar}) => {`,
      { statements: [...inside.statements, result], frame: true },
      `})${again(node, context).tail};`,
    ],
    sets: project.output(node.id).key,
    uses,
  };
  return withRoutes(node, context, work);
}

/** Turns beside each other see variables as they stood at the loop's start: others may not write them meanwhile. */
function refuseMovingVariables(node: Op<'each'>, { project, index }: StepContext): void {
  if (node.concurrency === 1) return;
  const isInside = (each: number) => each !== index && project.atLevel(each, node.region) === index;
  for (const [at, writer] of project.plan.nodes.entries()) {
    if (writer.op !== 'set' || isInside(at) || !project.typing.graph.together(node.id, writer.id)) continue;
    const written = writer.assignments.flatMap(({ slot, add }) => (add ? [] : [project.plan.slots[slot]?.name]));
    const moving = written.find((name) => name !== undefined && project.variableReaders(name).some(isInside));
    if (moving !== undefined) refuse(`its turns read "${moving}", which "${writer.id}" may assign meanwhile`);
  }
}

/** Whether some items may give nothing. */
function hasGaps(node: Op<'each'>): boolean {
  return node.on_item_error !== 'fail' || (node.until !== null && node.concurrency > 1);
}

/** Turn after turn, while a condition holds or so many times. */
export function writeWhile(node: Op<'while'>, context: StepContext): Statement[] {
  if (node.retry.length > 0) return refuse('a loop without a list that is tried again as a whole');
  const { project, where } = context;
  if (node.on_item_error !== 'fail') return refuse('a loop without a list whose turns may fail');
  const { index } = project.turn(node.body);
  const times = node.times === null ? null : valueText(project, node.times, where);
  const condition = node.condition === null ? null : expressionText(project, node.condition, where, 'condition');
  const isFixed = node.times === null || node.times.holes.length === 0;
  const most = isFixed
    ? (times?.text ?? '')
    : project.names.of(`times:${node.id}`, `${project.output(node.id).name}Times`);
  const test = times !== null ? `${index} < ${most}` : (condition?.text ?? 'true');
  const first = isFixed ? `${index} = 0` : `${index} = 0, ${most} = ${times?.text}`;
  const uses = new Set([...(times?.uses ?? []), ...(condition?.uses ?? [])]);
  return inline(node, context, { head: `for (let ${first}; ${test}; ${index} += 1) {`, uses });
}

/** What stands around a container that is tried again as a whole, or that goes on with a value when it fails. */
function again(node: LoopOp | Op<'scope'>, context: StepContext): { readonly head: string; readonly tail: string } {
  const { project } = context;
  const isTried = node.retry.length > 0;
  const tried = isTried ? `${project.helper('tried')}(${triedArguments(node).join(', ')}, () => ` : '';
  const other = node.continue === null ? null : instead(node.continue, context);
  return {
    head: `${other === null ? '' : `${project.helper('orElse')}(() => `}${tried}`,
    tail: `${isTried ? ')' : ''}${other === null ? '' : `, ${other.text})`}`,
  };
}

/** A loop written as a loop. */
function inline(
  node: LoopOp,
  context: StepContext,
  { head, uses }: { head: string; uses: ReadonlySet<string> },
): Statement[] {
  const { project, spot } = context;
  if (node.continue !== null) return refuse('it goes on with a value when it fails');
  const name = loopName(context);
  const { index } = project.turn(node.body);
  const most = node.op === 'while' && node.max_iterations !== null ? `, ${node.max_iterations}` : '';
  const isRead = project.isRead(node.id) || readsSoFar(node, context);
  const ending = turnEnd(node, context, `${name}.output`);
  const type = isRead ? `<${ending.type}>` : '<null>';
  const create = statement(
    `const ${name} = new ${project.helper('Loop')}${type}(${spot.place}, ${quoted(node.id)}${most});`,
  );
  const inside = context.writer.body(node.body, borderOfTurn(context));
  const begin = statement(`const ${project.place(node.body)} = ${name}.turn(${index});`);
  const done: Statement[] = isRead ? [statement(`${name}.add(${index}, ${ending.item.text});`, ending.item.uses)] : [];
  const stop: Statement[] =
    ending.until === null ? [] : [{ parts: [`if (${ending.until.text}) break;`], uses: ending.until.uses }];
  const body: Body = { statements: [begin, ...inside.statements, ...done, ...stop], frame: true };
  const loop: Statement = { parts: [head, body, '}'], uses };
  const { key } = project.output(node.id);
  const output: Statement[] = project.isRead(node.id)
    ? [{ parts: [`${name}.output;`], sets: key, uses: NOTHING, pure: true }]
    : [];
  if (node.errors.length === 0) {
    const usual = context.follow('out', context.writer.target(node.next, spot));
    return [create, loop, ...output, ...usual];
  }
  const [first = loop, ...rest] = [create, loop, ...output];
  return withRoutes(node, context, { parts: ['{', { statements: [first, ...rest] }, '}'], uses: NOTHING });
}

function loopName({ project, index }: StepContext): string {
  const { id } = project.node(index);
  return project.names.of(`loop:${id}`, `${project.output(id).name}Loop`);
}

function borderOfTurn({ project, index }: StepContext) {
  const label = project.names.of(`turn:${index}`, 'turn', `${project.output(project.node(index).id).name}Turn`);
  return { falls: 'end', leave: { end: null, join: null }, label } as const;
}

/** What a turn adds, and whether the loop stops behind it. */
function turnEnd(node: LoopOp, context: StepContext, soFar: string) {
  const { project } = context;
  const where = {
    node: node.id,
    region: node.body,
    place: project.place(node.body),
    soFar: { node: node.id, text: soFar },
  };
  const until = node.until === null ? null : expressionText(project, node.until, where, 'condition');
  const itemsAreRead = project.isRead(node.id) && project.readsField(node.id, 'items');
  const nothing = { text: 'null', uses: NOTHING };
  if (node.collect !== null) {
    const type = tsType(project.typeAt(`${project.pointerOf(node.id)}/config/collect`));
    return { item: valueText(project, node.collect, where), until, type };
  }
  if (!itemsAreRead) return { item: nothing, until, type: 'null' };
  const last = lastSteps(project, node.body);
  const [only] = last;
  if (last.length !== 1 || only === undefined)
    return refuse('what a turn gives depends on which of its steps was the last');
  const { id } = project.node(only);
  const output = project.output(id);
  project.markRead(id);
  return { item: { text: output.name, uses: new Set([output.key]) }, until, type: project.typeName(id, 'Output') };
}

function readsSoFar({ until, id }: LoopOp, { project }: StepContext): boolean {
  return until !== null && (project.plan.exprs[until]?.src ?? '').includes(`nodes.${id}`);
}

function usesName(node: LoopOp, { project }: StepContext, name: 'item' | 'index'): boolean {
  return project.readsName(node.body, name);
}

function itemType(node: Op<'each'>, { project }: StepContext): string {
  const type = project.typeAt(`${project.pointerOf(node.id)}/config/items`);
  const item = type.kind === 'list' ? tsType(type.item) : 'Json';
  return node.batch === null ? item : item.includes(' | ') ? `(${item})[]` : `${item}[]`;
}

function tsTypeOfList(item: string): string {
  return item.includes(' | ') ? `(${item})[]` : `${item}[]`;
}

function toleranceText({ count, percent }: { readonly count: number | null; readonly percent: number | null }): string {
  return objectText([
    ...(count === null ? [] : [['count', String(count)] as const]),
    ...(percent === null ? [] : [['percent', String(percent)] as const]),
  ]);
}

/** A part that fails together. */
export function writeScope(node: Op<'scope'>, context: StepContext): Statement[] {
  if (node.retry.length > 0 && node.timeout?.routed === true)
    return refuse('a scope that is tried again as a whole, with a way out when it takes too long');
  const { project, spot, where } = context;
  if (node.continue !== null && node.timeout?.routed === true)
    return refuse('it goes on with a value when it fails, and has a way out when it takes too long');
  const place = project.place(node.body);
  const inner = { node: node.id, region: node.body, place };
  const output = node.output === null ? null : valueText(project, node.output, inner);
  const mutex = node.mutex === null ? null : valueText(project, node.mutex, where);
  const timeout = node.timeout === null ? null : constantText(node.timeout.after);
  if (node.timeout !== null && timeout === null) return refuse('a limit of time that is worked out');
  const options = objectText([
    ...(timeout === null ? [] : [['timeout', milliseconds(timeout)] as const]),
    ['onError', quoted(node.on_error)],
    ['onSuccess', quoted(node.on_success)],
    ...(mutex === null ? [] : [['mutex', `JSON.stringify(${mutex.text})`] as const]),
  ]);
  const leave = output === null ? 'return {};' : null;
  const label = project.names.of(`turn:${context.index}`, 'part', `${project.output(node.id).name}Part`);
  const inside = context.writer.body(node.body, { falls: 'end', leave: { end: leave, join: null }, label });
  const result = output === null ? statement('return {};') : statement(`return ${output.text};`, output.uses);
  const work: Statement = {
    parts: [
      `await ${again(node, context).head}${project.helper('scope')}(${spot.place}, ${quoted(node.id)}, ${options}, async (${place}) => {`,
      { statements: goesOn(inside.statements) ? [...inside.statements, result] : inside.statements, frame: true },
      `})${again(node, context).tail};`,
    ],
    sets: project.output(node.id).key,
    uses: mutex?.uses ?? NOTHING,
  };
  return withRoutes(node, context, work, lateArms(node, context));
}

/** The way of a scope that took too long. */
function lateArms(node: Op<'scope'>, context: StepContext): ((stays: boolean) => readonly Arm[]) | undefined {
  const { project, spot, writer, index } = context;
  const { timeout } = node;
  if (timeout?.routed !== true) return undefined;
  const error = errorVariable(project, index);
  const text = `${error.name}.code === 'timeout.scope' && ${error.name}.node === ${quoted(node.id)}`;
  return (stays) => [
    {
      test: { text, uses: new Set([error.key]) },
      body: context.follow('timeout', writer.target(timeout.next, spot), { stays }),
    },
  ];
}
