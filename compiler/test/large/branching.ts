import type { Json } from '@omniroute/primitives';

/** A service of about `count` steps in which branches run together, in loops and scopes, and come together again. */
export function branchingOf(count: number): Json {
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
