import { type Edge, edgeId, type Node, type Operation, type Service } from '@omniroute/dsl';
import type { Json } from '@omniroute/primitives';

/** What a person does to a service, in the middle of it; each time something else, or the same back again. */
export function editSorts(service: Service): Readonly<Record<string, (time: number) => readonly Operation[]>> {
  const mappings = service.nodes.filter(({ type }) => type === 'transform');
  const { id } = mappings[mappings.length >> 1] as Node;
  const edge = service.edges[service.edges.length >> 1] as Edge;
  const set = (pointer: string, value: Json): readonly Operation[] => [{ op: 'update_node', id, pointer, value }];
  const back = (time: number) => time % 2 === 1;
  const fresh = { id: 'fresh', type: 'transform', config: { output: 1 } } as Node;
  return {
    literal: (time) => set('/config/output', { value: 1.5, text: `Text ${time}` }),
    expression: (time) => set('/config/output', { value: `\${ input.amount + ${time}.0 }` }),
    mistake: (time) => set('/config/output', back(time) ? '${ nodes.nirvana }' : { value: '${ input.amount }' }),
    disconnect: (time) => [back(time) ? { op: 'connect', edge } : { op: 'disconnect', edge: edgeId(edge) }],
    add: (time) => [back(time) ? { op: 'remove_node', id: 'fresh' } : { op: 'add_node', node: fresh }],
    'add in the middle': (time) => [
      back(time)
        ? { op: 'remove_node', id: 'fresh' }
        : { op: 'add_node', node: fresh, index: service.nodes.length >> 1 },
    ],
    rename: (time) => [{ op: 'set_name', id, name: `Step ${time}` }],
    move: (time) => [{ op: 'move_node', id, position: { x: time, y: time } }],
    'switch off': (time) => set('/disabled', !back(time)),
    variable: (time) => [
      { op: 'put', collection: 'variables', item: { name: 'count', schema: { type: 'number' }, initial: time } },
    ],
    inputs: (time) => {
      const inputs = service.inputs as { readonly properties: { readonly [name: string]: Json } };
      const value = { ...inputs, properties: { ...inputs.properties, [`more_${time}`]: { type: 'string' } } };
      return [{ op: 'set_service', field: 'inputs', value }];
    },
  };
}
