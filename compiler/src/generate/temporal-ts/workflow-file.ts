import { FlowWriter } from './flow-writer.ts';
import { importsOf } from './helpers.ts';
import { camel, pascal } from './names.ts';
import { printed } from './print.ts';
import type { Project } from './project.ts';
import { type Body, goesOn, type Statement, statement } from './statement.ts';
import { declareErrors } from './steps/act.ts';
import { comment, digits, indented, objectText, quoted } from './text.ts';
import { valueText } from './value.ts';
import { slotsOf, varsType } from './variables.ts';

/** `workflow.ts`: the flow. */
export function workflowFile(project: Project): string {
  const { service } = project.resolved;
  declareErrors(project);
  const flow = flowBody(project);
  const needsOutcome = endsWith(project);
  const result = resultStatement(project, needsOutcome);
  const text = printed({ statements: goesOn(flow) ? [...flow, result] : flow, frame: true }, project.variables);
  const facts = [...project.facts].sort();
  const regions = project.plan.regions.flatMap((_, region) => (slotsOf(project, region).length > 0 ? [region] : []));
  const name = camel(project.id);
  project.helper('service');
  const body = [
    ...(facts.length === 0
      ? []
      : [`const { ${facts.join(', ')} } = ${project.helper('factsOf')}(start, ${quoted(project.id)});`]),
    ...(needsOutcome ? ['const ending: Ending = { status: null };'] : []),
    text,
  ].join('\n');
  const all = `${text}\n${body}`;
  const imports = importsOf(project, all);
  const types = typesUsed(all, project);
  return [
    ...imports,
    "import * as steps from './steps.ts';",
    ...(/\bschemas\./.test(all) ? ["import * as schemas from './schemas.ts';"] : []),
    `import type { ${['Input', 'Output', ...types].join(', ')} } from './types.ts';`,
    '',
    ...regions.map((region) => `${varsType(project, region)}\n`),
    ...(needsOutcome
      ? [
          'interface Ending {\n  /** The business word of the `end` that was reached. */\n  status: string | null;\n  output?: Output;\n}\n',
        ]
      : []),
    comment(`${service.name}. ${service.description ?? ''}`.trim()),
    `export async function ${name}(input: Input, start: Start = ${startText(project)}): Promise<Outcome<Output>> {`,
    `  return service(start, ${optionsText(project)}, async (at) => {`,
    indented(body, '    '),
    '  });',
    '}',
    '',
  ].join('\n');
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
  const names = project.plan.nodes.map(({ id }) => `${pascal(id)}Output`);
  return [...new Set(names)].filter((name) => new Set(text.split(/[^A-Za-z0-9_$]+/)).has(name)).sort();
}
