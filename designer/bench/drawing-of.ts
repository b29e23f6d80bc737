import type { Service } from '@omniroute/dsl';

const COLUMNS = 25;
const ACROSS = 300;
const DOWN = 150;

/** A sound service of `count` steps on a grid, about 1.3 connections a step: every third decides whether to leave one out. */
export function drawingOf(id: string, count: number): Service {
  const nodes: Service['nodes'][number][] = [];
  const edges: Service['edges'][number][] = [];
  for (let index = 0; index < count; index += 1) {
    const decides = index % 3 === 0 && index + 2 < count;
    nodes.push({
      id: `n${index}`,
      type: decides ? 'decision' : 'transform',
      name: `Step ${index}`,
      position: { x: (index % COLUMNS) * ACROSS, y: Math.floor(index / COLUMNS) * DOWN },
      config: decides
        ? { branches: [{ id: 'big', when: `\${ input.amount > ${index} }` }] }
        : { output: { value: `\${ input.amount + ${index} }`, text: `Step ${index} of \${ input.name }` } },
    });
    if (decides)
      edges.push(
        { source: `n${index}`, source_handle: 'big', target: `n${index + 1}` },
        { source: `n${index}`, source_handle: 'default', target: `n${index + 2}` },
      );
    else if (index + 1 < count) edges.push({ source: `n${index}`, target: `n${index + 1}` });
  }
  return {
    dsl_version: '1.0',
    id,
    name: `Drawing of ${count} steps`,
    inputs: {
      type: 'object',
      required: ['amount', 'name'],
      properties: { amount: { type: 'number' }, name: { type: 'string' } },
    },
    nodes,
    edges,
  };
}
