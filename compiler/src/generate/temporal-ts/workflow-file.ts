import { triggerOfCall } from '@omniroute/plan';
import { FlowWriter } from './flow-writer.ts';
import { importsOf } from './helpers.ts';
import { camel } from './names.ts';
import { printed } from './print.ts';
import type { Project } from './project.ts';
import { type Body, goesOn, type Statement, statement } from './statement.ts';
import { declareErrors } from './steps/act.ts';
import { comment, digits, indented, objectText, quoted } from './text.ts';
import { valueText } from './value.ts';
import { slotsOf, varsType } from './variables.ts';

/** `workflow.ts`: the workflow, with the flow in it unless that is called by others too. */
export function workflowFile(project: Project): string {
  const { service } = project.resolved;
  const { called, name: flow } = project.part;
  const made = called ? null : flowParts(project);
  const name = camel(project.id);
  const head = `export async function ${name}(input: Input, start: Start = ${startText(project)}): Promise<Outcome<Output>> {`;
  const title = comment(`${service.name}. ${service.description ?? ''}`.trim());
  if (made === null)
    return [
      `import { ${flow} } from './flow.ts';`,
      "import type { Start } from './lib/run-state.ts';",
      "import { type Outcome, service } from './lib/service.ts';",
      "import type { Input, Output } from './types.ts';",
      '',
      title,
      head,
      `  return service(start, ${flow}, (at) => ${flow}.flow(at, input));`,
      '}',
      '',
    ].join('\n');
  project.helper('service');
  const text = [
    title,
    head,
    `  return service(start, ${optionsText(project)}, async (at) => {`,
    indented(made.body, '    '),
    '  });',
    '}',
    '',
  ];
  return withImports(project, made, text);
}

/** `flow.ts`: a service that is called as a part of other runs. */
export function flowFile(project: Project): string {
  const made = flowParts(project);
  const { service } = project.resolved;
  const { name } = project.part;
  const text = [
    comment(`${service.name}. ${service.description ?? ''}`.trim()),
    `export const ${name}: Service<Input, Output> = {`,
    `  id: ${quoted(project.id)},`,
    `  trigger: ${quoted(triggerOfCall(project.plan))},`,
    ...(project.plan.deadline_ms === null ? [] : [`  deadline: ${digits(project.plan.deadline_ms)},`]),
    `  compensate: ${project.plan.error_policy === 'compensate'},`,
    '  input: schemas.input,',
    `  async flow(at${/\binput\b/.test(made.body) ? ', input' : ''}) {`,
    indented(made.body, '    '),
    '  },',
    '};',
    '',
  ];
  return withImports(project, made, text);
}

interface FlowParts {
  readonly body: string;
  readonly needsOutcome: boolean;
}

function flowParts(project: Project): FlowParts {
  declareErrors(project);
  const flow = flowBody(project);
  const needsOutcome = endsWith(project);
  const result = resultStatement(project, needsOutcome);
  const rest = project.letsRun ? [statement('await at.rest();')] : [];
  const text = printed(
    { statements: goesOn(flow) ? [...flow, ...rest, result] : flow, frame: true },
    project.variables,
  );
  const facts = [...project.facts].sort();
  const body = [
    ...(facts.length === 0 ? [] : [`const { ${facts.join(', ')} } = ${project.helper('factsOf')}(at);`]),
    ...(needsOutcome ? ['const ending: Ending = { status: null };'] : []),
    text,
  ].join('\n');
  return { body, needsOutcome };
}

function withImports(project: Project, { needsOutcome }: FlowParts, lines: readonly string[]): string {
  const text = lines.join('\n');
  const regions = project.plan.regions.flatMap((_, region) => (slotsOf(project, region).length > 0 ? [region] : []));
  return [
    ...importsOf(project, text),
    ...calleesOf(project).map(
      ({ name, folder }) => `import { ${name} } from '${pathTo(project, `${folder}flow.ts`)}';`,
    ),
    ...(/\bsteps\./.test(text) ? ["import * as steps from './steps.ts';"] : []),
    ...(/\bschemas\./.test(text) ? ["import * as schemas from './schemas.ts';"] : []),
    `import type { ${['Input', 'Output', ...typesUsed(text, project)].join(', ')} } from './types.ts';`,
    '',
    ...regions.map((region) => `${varsType(project, region)}\n`),
    ...(needsOutcome
      ? [
          'interface Ending {\n  /** The business word of the `end` that was reached. */\n  status: string | null;\n  output?: Output;\n}\n',
        ]
      : []),
    text,
  ].join('\n');
}

/** The services that a service calls, itself left out: it is in the same file. */
function calleesOf(project: Project) {
  const calls = project.plan.nodes.flatMap((node) => (node.op === 'call' ? [project.callee(node)] : []));
  return [...new Set(calls)].filter((part) => part !== project.part);
}

function pathTo({ part }: Project, file: string): string {
  return part.folder === '' ? `./${file}` : `../../${file}`;
}

function startText({ plan }: Project): string {
  return objectText([['trigger', quoted(plan.triggers[0]?.id ?? 'manual')]]);
}

function optionsText({ plan, id }: Project): string {
  return objectText([
    ['id', quoted(id)],
    ...(plan.deadline_ms === null ? [] : [['deadline', digits(plan.deadline_ms)] as const]),
    ['compensate', String(plan.error_policy === 'compensate')],
  ]);
}

function endsWith({ plan }: Project): boolean {
  return plan.nodes.some((node) => node.op === 'end' && (node.status !== null || node.output !== null));
}

/** Variables, counters of connections back, and the steps from each trigger's entry on. */
function flowBody(project: Project): Statement[] {
  const { plan } = project;
  const writer = new FlowWriter(project);
  const spot = { region: 0, place: 'at', stop: null };
  const border = { falls: 'end', leave: { end: null, join: null }, label: 'flow' } as const;
  const entries = [...new Set(plan.triggers.map(({ entry }) => entry))];
  const from = (entry: number | null) => writer.statements(entry, spot, border);
  const steps =
    entries.length < 2 ? from(entries.length === 1 ? (entries[0] ?? null) : plan.entry) : byTrigger(project, from);
  const terminates = plan.nodes.some((node) => node.op === 'end' && node.terminate);
  const flow = terminates ? [untilEnded(project, steps)] : steps;
  return [...writer.variables(0), ...writer.countersOf(0), ...flow];
}

function untilEnded(project: Project, statements: Statement[]): Statement {
  const body: Body = { statements };
  return { parts: [`await ${project.helper('untilEnded')}(async () => {`, body, '});'], uses: new Set() };
}

function byTrigger(project: Project, from: (entry: number | null) => Statement[]): Statement[] {
  project.facts.add('trigger');
  const { triggers } = project.plan;
  const arms: Statement[] = [];
  for (const [at, { id, entry }] of triggers.entries()) {
    const head = at === 0 ? '' : ' else ';
    arms.push({
      parts: [`${head}if (trigger.id === ${quoted(id)}) {`, { statements: from(entry) }, '}'],
      uses: new Set(),
    });
  }
  return [{ parts: arms.flatMap(({ parts }) => [...parts]), uses: new Set() }];
}

/** What the run gives at its end. */
function resultStatement(project: Project, needsOutcome: boolean): Statement {
  const { output } = project.plan;
  const where = { node: null, region: 0, place: 'at' };
  const written = output.value === null ? null : valueText(project, output.value, where);
  const value = written?.text ?? 'null';
  const checked =
    output.value === null || output.type === null
      ? value
      : `${project.helper('checked')}('validation.output', schemas.output, ${value})`;
  const given = project.plan.nodes.some((node) => node.op === 'end' && node.output !== null);
  const text = given ? `ending.output ?? ${checked}` : checked;
  const fields = objectText([
    ['output', text],
    ['status', needsOutcome ? 'ending.status' : 'null'],
  ]);
  return statement(`return ${fields};`, written?.uses);
}

/** Types of `types.ts` that the flow names. */
function typesUsed(text: string, project: Project): string[] {
  const names = project.plan.nodes.map(({ id }) => project.typeName(id, 'Output'));
  return [...new Set(names)].filter((name) => new Set(text.split(/[^A-Za-z0-9_$]+/)).has(name)).sort();
}
