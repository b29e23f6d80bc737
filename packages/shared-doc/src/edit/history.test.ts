import type { Operation, Service } from '@omniroute/dsl';
import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { documentOf, isText } from '../../test/documents.ts';
import { toService } from '../service/to-service.ts';
import { createHistory, type History } from './history.ts';
import type { Origin } from './origin.ts';

const service: Service = {
  dsl_version: '1.0',
  id: 'steps',
  name: 'Steps',
  nodes: [
    { id: 'a', type: 'http_request', position: { x: 0, y: 0 }, config: { url: '/x', body: '' } },
    { id: 'b', type: 'end' },
  ],
  edges: [{ source: 'a', target: 'b' }],
};

/** Two people at one document: what one does reaches the other when `meet` is called. */
let now = 0;
let mine: { doc: Y.Doc; history: History };
let theirs: { doc: Y.Doc; history: History };

function person(doc: Y.Doc): typeof mine {
  const origin: Origin = { kind: 'person', now: () => now };
  return { doc, history: createHistory(doc, origin, { isText }) };
}

beforeEach(() => {
  now = 1000;
  mine = person(documentOf(service));
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(mine.doc));
  theirs = person(copy);
});

function act({ doc, history }: typeof mine, ...operations: readonly Operation[]): Service {
  now += 5000;
  const applied = history.apply(operations);
  if (!applied.ok) throw new Error(applied.error.message);
  return toService(doc);
}

function meet(): Service {
  const [one, two] = [Y.encodeStateAsUpdate(mine.doc), Y.encodeStateAsUpdate(theirs.doc)];
  Y.applyUpdate(mine.doc, two);
  Y.applyUpdate(theirs.doc, one);
  expect(toService(mine.doc)).toEqual(toService(theirs.doc));
  return toService(mine.doc);
}

const set = (pointer: string, value: string): Operation => ({ op: 'update_node', id: 'a', pointer, value });

describe('undo', () => {
  it('covers all that a person does, step by step: settings, steps, wires, declarations, the service itself', () => {
    const turns: readonly (readonly Operation[])[] = [
      [set('/config/url', '/y')],
      [{ op: 'update_node', id: 'b', pointer: '/config/deep/er', value: [1, { x: 2 }] }],
      [
        { op: 'add_node', node: { id: 'c', type: 'end' } },
        { op: 'connect', edge: { source: 'b', target: 'c' } },
      ],
      [
        { op: 'disconnect', edge: 'a:out>b' },
        { op: 'remove_node', id: 'b' },
      ],
      [{ op: 'move_node', id: 'a', position: { x: 9, y: 9 } }],
      [{ op: 'put', collection: 'variables', item: { name: 'v', schema: { type: 'string' } } }],
      [{ op: 'set_service', field: 'outputs', value: { value: 1 } }],
      [{ op: 'arrange', list: 'nodes', ids: ['c', 'a'] }],
      [{ op: 'remove', collection: 'variables', id: 'v' }],
    ];
    const states = [service, ...turns.map((operations) => act(mine, ...operations))];
    for (const state of states.slice(0, -1).reverse()) {
      expect(mine.history.undo()).toBe(true);
      expect(toService(mine.doc)).toEqual(state);
    }
    expect([mine.history.undo(), mine.history.canUndo()]).toEqual([false, false]);
    for (const state of states.slice(1)) {
      expect(mine.history.redo()).toBe(true);
      expect(toService(mine.doc)).toEqual(state);
    }
    expect([mine.history.redo(), mine.history.canRedo()]).toEqual([false, false]);
  });

  it('takes back what this person did, not what others did since', () => {
    act(mine, set('/config/url', '/mine'));
    meet();
    act(theirs, { op: 'set_name', id: 'b', name: 'Theirs' });
    meet();
    mine.history.undo();
    expect(meet().nodes).toEqual([service.nodes[0], { id: 'b', type: 'end', name: 'Theirs' }]);
    expect(mine.history.canUndo()).toBe(false);
  });

  it('undo-keeps-their-edit: of a deletion brings the step back with what others changed meanwhile (yjs#390, #472, #642)', () => {
    act(mine, { op: 'disconnect', edge: 'a:out>b' }, { op: 'remove_node', id: 'a' });
    act(theirs, set('/config/url', '/theirs'));
    meet();
    mine.history.undo();
    expect(meet()).toMatchObject({
      nodes: [{ id: 'a', config: { url: '/theirs' } }, { id: 'b' }],
      edges: service.edges,
    });
  });

  it('undo-keeps-their-edit: redo of an addition brings the step back with what others set in it', () => {
    act(mine, { op: 'add_node', node: { id: 'c', type: 'transform' } });
    meet();
    mine.history.undo();
    act(theirs, { op: 'update_node', id: 'c', pointer: '/config/output', value: 'theirs' });
    expect(meet().nodes.map((node) => node.id)).toEqual(['a', 'b']);
    mine.history.redo();
    expect(meet().nodes[2]).toEqual({ id: 'c', type: 'transform', config: { output: 'theirs' } });
  });

  it('of a setting that others set meanwhile leaves theirs or none, the same for all (yjs#514)', () => {
    act(mine, set('/config/url', '/mine'));
    act(theirs, set('/config/url', '/theirs'));
    meet();
    mine.history.undo();
    expect([undefined, '/theirs', '/x']).toContain(meet().nodes[0]?.config?.url);
  });

  it('takes letters typed in a row into one field as one step, by the clock it is given', () => {
    const typed = (text: string, pause: number, pointer = '/config/body') => {
      now += pause;
      mine.history.apply([set(pointer, text)]);
    };
    typed('H', 5000);
    typed('He', 500);
    typed('Hey', 499);
    typed('Hey y', 501);
    typed('Hey you', 10);
    typed('/z', 10, '/config/url');
    const seen: unknown[] = [];
    while (mine.history.undo()) seen.push(toService(mine.doc).nodes[0]?.config);
    expect(seen).toEqual([
      { url: '/x', body: 'Hey you' },
      { url: '/x', body: 'Hey' },
      { url: '/x', body: '' },
    ]);
  });

  it('takes two moves for two steps, however quick', () => {
    for (const x of [1, 2]) mine.history.apply([{ op: 'move_node', id: 'a', position: { x, y: 0 } }]);
    mine.history.undo();
    expect(toService(mine.doc).nodes[0]?.position).toEqual({ x: 1, y: 0 });
  });

  it('follows a field that writes into a shared text by itself, under the same origin', () => {
    const origin: Origin = { kind: 'person', now: () => now };
    const doc = documentOf(service);
    const history = createHistory(doc, origin, { isText });
    const text = (doc.getMap('nodes').get('a') as Y.Map<Y.Map<Y.Text>>).get('config')?.get('body') as Y.Text;
    history.apply([{ op: 'set_name', id: 'a', name: 'Call' }]);
    for (const letter of 'Hi') doc.transact(() => text.insert(text.length, letter), origin);
    history.undo();
    expect(toService(doc).nodes[0]).toMatchObject({ name: 'Call', config: { body: '' } });
  });

  it('keeps two hundred steps and forgets the oldest', () => {
    for (let x = 1; x <= 205; x += 1) act(mine, { op: 'move_node', id: 'a', position: { x, y: 0 } });
    let steps = 0;
    while (mine.history.undo()) steps += 1;
    expect([steps, toService(mine.doc).nodes[0]?.position]).toEqual([200, { x: 5, y: 0 }]);
  });

  it('gives back what was remembered beside the step, and forgets all when told', () => {
    const given: unknown[] = [];
    let selection = 'a';
    const doc = documentOf(service);
    const memo = { take: () => selection, give: (remembered: unknown) => given.push(remembered) };
    const history = createHistory(doc, { kind: 'person', now: () => now }, { isText, memo });
    history.apply([{ op: 'move_node', id: 'a', position: { x: 1, y: 0 } }]);
    selection = 'b';
    history.undo();
    history.redo();
    expect(given).toEqual(['a', 'b']);
    history.clear();
    expect([history.canUndo(), history.canRedo()]).toEqual([false, false]);
  });
});
