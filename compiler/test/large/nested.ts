import type { Json } from '@omniroute/primitives';

/** How deep containers lie in each other before the next begins beside them. */
const DEPTH = 8;

/**
 * A service of about `count` steps in containers that lie in each other: loops over lists, scopes and choices whose
 * innermost steps read what stands outside, with variables of the run and of containers.
 */
export function nestedOf(count: number): Json {
  const nodes: Json[] = [];
  const edges: Json[] = [];
  const variables: Json[] = [{ name: 'total', schema: { type: 'number' }, initial: 0 }];
  const add = (type: string, config: Json, parent: string | null): string => {
    const id = `n${nodes.length}`;
    nodes.push({ id, type, config, ...(parent === null ? {} : { parent }) });
    return id;
  };
  const work = (parent: string | null, reads: string) =>
    add('transform', { output: { value: `\${ ${reads} + 1.0 }`, text: 'Of ${ input.name }' } }, parent);
  let last = work(null, 'input.amount');
  while (nodes.length < count) {
    const top = last;
    let parent: string | null = null;
    let before = top;
    for (let depth = 0; depth < DEPTH && nodes.length < count; depth += 1) {
      const container: string =
        depth % 2 === 0 ? add('loop', { items: '${ input.items }' }, parent) : add('scope', { output: true }, parent);
      edges.push({ source: before, target: container });
      const first = work(container, `nodes.${top}.value`);
      const choice = add(
        'decision',
        { branches: [{ id: 'big', when: `\${ nodes.${first}.value > ${depth}.0 }` }] },
        container,
      );
      const set = add(
        'set_variables',
        { assignments: [{ variable: 'total', value: '${ vars.total + item }' }] },
        container,
      );
      const after = work(container, `nodes.${first}.value + item`);
      edges.push(
        { source: first, target: choice },
        { source: choice, source_handle: 'big', target: set },
        { source: choice, source_handle: 'default', target: after },
        { source: set, target: after },
      );
      if (parent === null) last = container;
      parent = container;
      before = after;
    }
    const end = work(null, 'vars.total');
    edges.push({ source: last, target: end });
    last = end;
  }
  const inputs = {
    type: 'object',
    required: ['amount', 'name', 'items'],
    properties: {
      amount: { type: 'number' },
      name: { type: 'string' },
      items: { type: 'array', items: { type: 'number' } },
    },
  };
  return { dsl_version: '1.0', id: 'nested', name: 'Nested service', inputs, variables, nodes, edges };
}
