import type { Json } from '@omniroute/primitives';

/** A service of `count` steps: lookups, conditions and mappings in a long line with branches that meet again. */
export function sequentialOf(count: number): Json {
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
