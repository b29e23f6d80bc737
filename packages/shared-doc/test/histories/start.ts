import type { Service } from '@omniroute/dsl';

const branches = ['yes', 'no', 'rest'].map((id) => ({ id, when: '${ true }' }));

/** What all replicas begin with: steps in and outside a container, wires, a trigger, lists inside settings, a text. */
export const START: Service = {
  dsl_version: '1.0',
  id: 'histories',
  name: 'Histories',
  variables: [{ name: 'total', schema: { type: 'number' } }],
  triggers: [{ id: 'by_hand', type: 'manual' }],
  nodes: [
    { id: 'first', type: 'transform' },
    { id: 'choice', type: 'decision', position: { x: 0, y: 90 }, config: { branches, body: 'Which way?' } },
    { id: 'box', type: 'scope', position: { x: 200, y: 0 }, config: {} },
    { id: 'inside', type: 'transform', parent: 'box', config: { url: '/start', branches } },
    { id: 'last', type: 'end', name: 'The end' },
  ],
  edges: [
    { source: 'by_hand', target: 'first' },
    { source: 'first', target: 'choice' },
    { source: 'choice', source_handle: 'yes', target: 'box' },
    { source: 'box', target: 'last', label: 'then' },
  ],
};
