import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import type { Json } from '@omniroute/primitives';
import { compile, type LoweringRegistry } from './index.ts';

const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };

/** A service of `count` steps: lookups, conditions and mappings in a long line with branches that meet again. */
function serviceOf(count: number): Json {
  const nodes: Json[] = [];
  const edges: Json[] = [];
  for (let index = 0; index < count; index += 1) {
    const id = `n${index}`;
    const before = index === 0 ? 'input.amount' : `nodes.?n${index - 1}.value.orValue(0)`;
    if (index % 4 === 1)
      nodes.push({
        id,
        type: 'decision',
        config: { branches: [{ id: 'big', when: `\${ input.amount > ${index} }` }] },
      });
    else
      nodes.push({
        id,
        type: 'transform',
        config: {
          output: {
            value: `\${ ${index % 4 === 2 ? 'input.amount' : before} + 1 }`,
            text: `Step ${index} of \${ input.name }`,
          },
        },
      });
    if (index > 0 && index % 4 !== 2) edges.push({ source: `n${index - 1}`, target: id });
    if (index % 4 === 2)
      edges.push(
        { source: `n${index - 1}`, source_handle: 'big', target: id },
        { source: `n${index - 1}`, source_handle: 'default', target: index + 1 < count ? `n${index + 1}` : id },
      );
  }
  return {
    dsl_version: '1.0',
    id: 'large',
    name: 'Large service',
    nodes,
    edges,
    inputs: {
      type: 'object',
      required: ['amount', 'name'],
      properties: { amount: { type: 'number' }, name: { type: 'string' } },
    },
  };
}

/** A service of about `count` steps in which branches run together, in loops and scopes, and come together again. */
function branchingOf(count: number): Json {
  const nodes: Json[] = [];
  const edges: Json[] = [];
  const add = (type: string, config: Json, parent?: string): string => {
    const id = `n${nodes.length}`;
    nodes.push({ id, type, config, ...(parent === undefined ? {} : { parent }) });
    return id;
  };
  const connect = (...ids: string[]) => {
    for (const [index, target] of ids.slice(1).entries()) edges.push({ source: ids[index] as string, target });
  };
  const work = (parent?: string) => add('transform', { output: { value: '${ input.amount + 1 }' } }, parent);
  let last = work();
  while (nodes.length < count) {
    const fork = add('parallel', {});
    const loop = add('loop', { mode: 'times', times: 2 });
    connect(work(loop), work(loop));
    const scope = add('scope', { output: '${ input.amount }' });
    const [inner, one, other] = [add('parallel', {}, scope), work(scope), work(scope)];
    const [join, end] = [add('join', {}, scope), work(scope)];
    connect(inner, one, join, end);
    connect(inner, other, join);
    const meeting = add('join', {});
    connect(last, fork, loop, meeting);
    connect(fork, scope, meeting);
    connect(fork, work(), work(), meeting);
    last = add('transform', { output: `\${ nodes.${scope} + input.amount }` });
    connect(meeting, last);
  }
  return {
    dsl_version: '1.0',
    id: 'branching',
    name: 'Branching service',
    nodes,
    edges,
    inputs: { type: 'object', required: ['amount'], properties: { amount: { type: 'number' } } },
  };
}

/** Median milliseconds of compiling a service that was not compiled before; the process is warm from others. */
function measure(count: number, make: (count: number) => Json = serviceOf): { value: number; detail: string } {
  for (let warm = 0; warm < 3; warm += 1) compile({ document: make(count - warm - 1) }, options);
  const times: number[] = [];
  for (let run = 0; run < 7; run += 1) {
    const text = JSON.stringify(make(count));
    const began = performance.now();
    const { ok } = compile({ text }, options);
    times.push(performance.now() - began);
    if (!ok) throw new Error('the service is not sound');
  }
  times.sort((a, b) => a - b);
  return {
    value: times[3] as number,
    detail: `7 runs, ${(times[0] as number).toFixed(1)} to ${(times[6] as number).toFixed(1)} ms`,
  };
}

export const benchmarks = [
  { id: 'compile-200-nodes', unit: 'ms', goal: { max: 30 }, run: async () => measure(200) },
  { id: 'compile-2000-nodes', unit: 'ms', goal: { max: 300 }, run: async () => measure(2000) },
  { id: 'compile-200-branching-nodes', unit: 'ms', goal: { max: 30 }, run: async () => measure(200, branchingOf) },
  { id: 'compile-2000-branching-nodes', unit: 'ms', goal: { max: 300 }, run: async () => measure(2000, branchingOf) },
];
