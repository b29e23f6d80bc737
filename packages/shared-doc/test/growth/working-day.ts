import type { Edge, Node, Operation, Service } from '@omniroute/dsl';
import * as Y from 'yjs';
import { createHistory } from '../../src/edit/history.ts';
import type { Origin } from '../../src/edit/origin.ts';
import { rebuilt } from '../../src/service/epoch.ts';
import { readerOf } from '../../src/service/service-reader.ts';
import { toService } from '../../src/service/to-service.ts';
import { documentOf, isText } from '../documents.ts';
import { Seeded } from '../histories/seeded.ts';

const NODES = 500;

/** How much is done in a day. */
export interface Day {
  readonly loads: number;
  readonly drags: number;
  readonly edits: number;
  readonly seed: number;
}

/** Sizes in bytes. */
export interface DayReport {
  readonly fresh: number;
  readonly evening: number;
  readonly rebuilt: number;
  /** The evening's service in a document that never had a history. */
  readonly same: number;
}

/** One document of 500 steps through a day: pages are loaded, steps dragged, settings changed and written in. */
export function workingDay({ loads, drags, edits, seed }: Day): DayReport {
  const random = new Seeded(seed);
  const start = documentOf(bigService());
  let stored = Y.encodeStateAsUpdate(start);
  const fresh = stored.length;
  const origin: Origin = { kind: 'person', now: () => 0 };
  for (let load = 0; load < loads; load += 1) {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, stored);
    const reader = readerOf(doc);
    const history = createHistory(doc, origin, { isText, reader });
    for (let turn = 0; turn < drags / loads; turn += 1) history.apply([drag(random)]);
    for (let turn = 0; turn < edits / loads; turn += 1) history.apply([setting(reader.service(), random)]);
    history.destroy();
    // What the server stores: the update as it comes, in a document that holds no undo.
    const server = new Y.Doc();
    Y.applyUpdate(server, stored);
    Y.applyUpdate(server, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(server)));
    stored = Y.encodeStateAsUpdate(server);
  }
  const evening = new Y.Doc();
  Y.applyUpdate(evening, stored);
  const next = rebuilt(evening, { isText });
  if (!next.ok) throw new Error(next.error.message);
  return {
    fresh,
    evening: stored.length,
    rebuilt: Y.encodeStateAsUpdate(next.value).length,
    same: Y.encodeStateAsUpdate(documentOf(toService(evening))).length,
  };
}

/** 500 steps with seven settings each, one of them a text. */
export function bigService(count = NODES): Service {
  const nodes: Node[] = Array.from({ length: count }, (_, index) => ({
    id: `step_${index}`,
    type: 'http_request',
    name: `Step number ${index}`,
    position: { x: (index % 25) * 240, y: Math.floor(index / 25) * 120 },
    config: {
      connection: 'shop',
      method: 'POST',
      url: `/orders/${index}`,
      body: `Dear customer, your order ${index} is on its way.`,
      body_type: 'json',
      success: [200, '2xx'],
      headers: { 'x-order': `\${ input.order_${index} }` },
    },
  }));
  const edges: Edge[] = nodes.slice(1).map((node, index) => ({ source: `step_${index}`, target: node.id }));
  return { dsl_version: '1.0', id: 'big', name: 'Big', nodes, edges };
}

const anyStep = (random: Seeded) => `step_${random.below(NODES)}`;

function drag(random: Seeded): Operation {
  return { op: 'move_node', id: anyStep(random), position: { x: random.below(6000), y: random.below(2400) } };
}

function setting(service: Service, random: Seeded): Operation {
  const id = anyStep(random);
  if (random.below(4) > 0)
    return { op: 'update_node', id, pointer: '/config/url', value: `/orders/${random.below(100_000)}` };
  const text = String(service.nodes.find((node) => node.id === id)?.config?.body ?? '');
  const at = random.below(text.length);
  return { op: 'update_node', id, pointer: '/config/body', value: `${text.slice(0, at)}word${text.slice(at + 4)}` };
}
