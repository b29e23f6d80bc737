import { edgeId, type Service } from '@omniroute/dsl';
import { definitions } from '@omniroute/kinds/definitions';
import { afterEach, describe, expect, it } from 'vitest';
import { type FakeEditor, fakeEditor } from '../../test/fake-editor.ts';
import { dropSteps } from '../canvas/model/drop.ts';
import { select } from '../store/ui-state.ts';
import { allCommands } from './all-commands.ts';
import { createRegistry, type KeyPress, matches } from './command.ts';
import type { Kinds } from './editor.ts';
import { addKind } from './library/add.ts';
import { finishConnecting, startConnecting } from './library/go.ts';

const kinds = definitions as Kinds;
const registry = createRegistry(allCommands(kinds));
const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

const chain: Service = {
  dsl_version: '1.0',
  id: 'chain',
  name: 'Chain',
  nodes: ['a', 'b', 'c'].map((id, index) => ({
    id,
    type: 'transform',
    position: { x: 0, y: index * 120 },
    config: { output: index },
  })),
  edges: [
    { source: 'a', target: 'b' },
    { source: 'b', target: 'c' },
  ],
};

let open: FakeEditor | null = null;
afterEach(() => {
  open?.close();
  open = null;
});
async function editing(service: Service = chain): Promise<FakeEditor> {
  open = await fakeEditor(service);
  return open;
}
const edges = (service: Service) => service.edges.map(edgeId).sort();

/** Presses a key on the drawing, as a person does. */
async function type(made: FakeEditor, ...keys: readonly (string | KeyPress)[]): Promise<void> {
  for (const key of keys) {
    const command = registry.forKey(typeof key === 'string' ? press(key) : key, made.editor, true);
    if (command === undefined) throw new Error(`${JSON.stringify(key)} does nothing`);
    await command.run(made.editor);
  }
}

describe('keys', () => {
  it.each<[string, KeyPress, boolean]>([
    ['Mod+K', press('k', { ctrlKey: true }), true],
    ['Mod+K', press('K', { metaKey: true }), true],
    ['Mod+K', press('k'), false],
    ['Mod+Shift+Z', press('Z', { ctrlKey: true, shiftKey: true }), true],
    ['Mod+Z', press('Z', { ctrlKey: true, shiftKey: true }), false],
    ['?', press('?', { shiftKey: true }), true],
    ['+', press('+', { shiftKey: true }), true],
    ['A', press('a'), true],
    ['A', press('a', { altKey: true }), false],
    ['Shift+1', press('!', { shiftKey: true, code: 'Digit1' }), true],
    ['Shift+Delete', press('Delete', { shiftKey: true }), true],
    ['Delete', press('Delete', { shiftKey: true }), false],
  ])('%s is pressed by %j: %s', (shortcut, event, is) => {
    expect(matches(shortcut, event)).toBe(is);
  });

  it('without a modifier act on the drawing only', async () => {
    const { editor } = await editing();
    select(editor.ui, ['a']);
    expect(registry.forKey(press('Delete'), editor, false)).toBeUndefined();
    expect(registry.forKey(press('Delete'), editor, true)?.id).toBe('delete');
    expect(registry.forKey(press('c', { ctrlKey: true }), editor, false)).toBeUndefined();
    expect(registry.forKey(press('k', { ctrlKey: true }), editor, false)?.id).toBe('commands');
  });
});

describe('commands', () => {
  it('each have an id of their own, and words', () => {
    expect(new Set(registry.commands.map(({ id }) => id)).size).toBe(registry.commands.length);
    expect(() => createRegistry([...registry.commands, ...registry.commands.slice(0, 1)])).toThrow('one id');
  });

  it('offer for a place what can be done there', async () => {
    const { editor } = await editing();
    select(editor.ui, ['a', 'b']);
    const ids = registry.available(editor, 'step').map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['delete', 'delete_reconnect', 'group_scope', 'connect']));
    expect(ids).not.toContain('collapse');
  });
});

describe('by keyboard', () => {
  it('a connection is drawn to the step that arrows choose', async () => {
    const made = await editing({ ...chain, edges: [] });
    select(made.editor.ui, ['a']);
    await type(made, 'c');
    expect(made.editor.ui.getState().connecting).toMatchObject({
      source: 'a',
      port: 'out',
      targets: ['b', 'c'],
      at: 0,
    });
    await type(made, 'ArrowDown', 'Enter');
    expect(edges(made.service())).toEqual(['a:out>c']);
    expect([made.said(), made.editor.ui.getState().connecting]).toEqual(['said.connected a c', null]);
  });

  it('a step that it cannot lead to is refused with the reason', async () => {
    const made = await editing({ ...chain, edges: [{ source: 'a', target: 'b' }] });
    startConnecting(made.editor, 'a', 'out');
    expect([finishConnecting(made.editor, 'b'), made.said()]).toEqual([false, 'connect.there']);
    expect(edges(made.service())).toEqual(['a:out>b']);
  });

  it('Escape draws none', async () => {
    const made = await editing({ ...chain, edges: [] });
    select(made.editor.ui, ['a']);
    await type(made, 'c', 'Escape');
    expect([edges(made.service()), made.editor.ui.getState().connecting]).toEqual([[], null]);
  });

  it('arrows go to the nearest step that way, brackets along its connections', async () => {
    const made = await editing();
    select(made.editor.ui, ['a']);
    await type(made, 'ArrowDown');
    expect([...made.editor.ui.getState().selected]).toEqual(['b']);
    await type(made, ']');
    expect([...made.editor.ui.getState().selectedEdges]).toEqual(['b:out>c']);
    await type(made, ']');
    expect([...made.editor.ui.getState().selectedEdges]).toEqual(['a:out>b']);
    await type(made, 'Delete');
    expect(edges(made.service())).toEqual(['b:out>c']);
  });

  it('steps are moved by the grid, a moment of undo each', async () => {
    const made = await editing();
    select(made.editor.ui, ['a', 'b']);
    await type(made, press('ArrowRight', { ctrlKey: true }), press('ArrowRight', { ctrlKey: true, shiftKey: true }));
    expect(made.service().nodes.map(({ position }) => position?.x)).toEqual([75, 75, 0]);
    await type(made, press('z', { ctrlKey: true }));
    expect(made.service().nodes.map(({ position }) => position?.x)).toEqual([15, 15, 0]);
  });

  it('steps are cut and pasted, deleted with the way closed behind them, and come back with their selection', async () => {
    const made = await editing();
    select(made.editor.ui, ['b']);
    await type(made, press('Delete', { shiftKey: true }));
    expect([edges(made.service()), made.editor.ui.getState().focus]).toEqual([['a:out>c'], 'a']);
    await type(made, press('z', { ctrlKey: true }));
    expect(edges(made.service())).toEqual(['a:out>b', 'b:out>c']);
    select(made.editor.ui, ['b', 'c']);
    await type(made, press('x', { ctrlKey: true }));
    expect(made.service().nodes.map(({ id }) => id)).toEqual(['a']);
    await type(made, press('v', { ctrlKey: true }));
    expect([made.service().nodes.map(({ id }) => id), edges(made.service())]).toEqual([['a', 'b', 'c'], ['b:out>c']]);
    expect([...made.editor.ui.getState().selected]).toEqual(['b', 'c']);
  });
});

describe('a change', () => {
  it('that is refused is said, and changes nothing', async () => {
    const made = await editing();
    expect(made.editor.change([{ op: 'remove_node', id: 'nobody' }])).toBe(false);
    expect([made.said().length > 0, made.service()]).toEqual([true, chain]);
  });

  it('lets go of what is gone', async () => {
    const { editor } = await editing();
    select(editor.ui, ['a', 'c']);
    editor.change([
      { op: 'disconnect', edge: 'b:out>c' },
      { op: 'remove_node', id: 'c' },
    ]);
    expect([[...editor.ui.getState().selected], editor.ui.getState().focus]).toEqual([['a'], null]);
  });

  it('of one step makes one object of the drawing anew', async () => {
    const { editor, flow } = await editing();
    const before = flow.store.getState();
    editor.change([{ op: 'set_name', id: 'b', name: 'Other' }]);
    const after = flow.store.getState();
    expect(after.nodes.map((node, index) => node === before.nodes[index])).toEqual([true, false, true]);
    expect(after.edges).toBe(before.edges);
    select(editor.ui, ['c']);
    expect(flow.store.getState().nodes.map((node, index) => node.data === after.nodes[index]?.data)).toEqual([
      true,
      true,
      true,
    ]);
  });
});

describe('dropping', () => {
  const boxed: Service = {
    ...chain,
    nodes: [...chain.nodes, { id: 'box', type: 'scope', position: { x: 600, y: 0 }, config: {} }],
  };

  it('into a container takes a step out of its flow, which closes behind it', async () => {
    const made = await editing(boxed);
    made.editor.change(dropSteps(made.editor, new Map([['b', { x: 630, y: 60 }]]), null));
    expect(made.service().nodes.find(({ id }) => id === 'b')?.parent).toBe('box');
    expect(edges(made.service())).toEqual(['a:out>c']);
  });

  it('on a connection draws a loose step into it', async () => {
    const made = await editing(boxed);
    const id = addKind(made.editor, 'transform', { at: { x: 300, y: 0 }, parent: null }) ?? '';
    made.editor.change(dropSteps(made.editor, new Map([[id, { x: 0, y: 60 }]]), 'a:out>b'));
    expect(edges(made.service())).toEqual([`${id}:out>b`, `a:out>${id}`, 'b:out>c'].sort());
  });

  it('beside everything only moves', async () => {
    const made = await editing(boxed);
    made.editor.change(dropSteps(made.editor, new Map([['b', { x: 300, y: 127 }]]), null));
    expect(made.service().nodes[1]).toEqual({ ...chain.nodes[1], position: { x: 300, y: 120 } });
    expect(edges(made.service())).toEqual(edges(chain));
  });
});
