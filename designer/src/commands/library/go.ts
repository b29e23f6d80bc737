import { edgeId } from '@omniroute/dsl';
import { askForField, say, select } from '../../store/ui-state.ts';
import type { Command } from '../command.ts';
import type { Editor } from '../editor.ts';
import { connect, edgesFrom, edgesTo, targetsOf, whyNot } from '../edits/connect.ts';
import { nearest, type Way } from '../edits/nearest.ts';
import { portsOf } from '../edits/ports.ts';

/** Looks for the end of a new connection from a port; says where it may end. */
export function startConnecting(editor: Editor, source: string, port: string): void {
  const targets = inReadingOrder(editor, targetsOf(editor.view(), editor.kinds, source, port));
  editor.ui.setState({ connecting: { source, port, targets, at: 0 } });
  const first = targets[0];
  say(
    editor.ui,
    first === undefined
      ? editor.t('said.no_target')
      : editor.t('said.connecting', { from: nameOf(editor, source), port, to: nameOf(editor, first) }),
  );
}

/** Ends looking, with a connection to a step or without one. */
export function finishConnecting(editor: Editor, target: string | null): boolean {
  const { connecting } = editor.ui.getState();
  editor.ui.setState({ connecting: null });
  if (connecting === null || target === null) return false;
  const { source, port } = connecting;
  const reason = whyNot(editor.view(), editor.kinds, { source, port, target });
  if (reason !== null) {
    say(editor.ui, editor.t(reason));
    return false;
  }
  if (!editor.change(connect(editor.view(), editor.kinds, { source, port, target }))) return false;
  say(editor.ui, editor.t('said.connected', { from: nameOf(editor, source), to: nameOf(editor, target) }));
  return true;
}

export function nameOf(editor: Editor, id: string): string {
  const { nodes, service } = editor.view();
  const node = nodes.get(id) ?? service.triggers?.find((each) => each.id === id);
  return node?.name ?? id;
}

function inReadingOrder(editor: Editor, ids: readonly string[]): string[] {
  const boxes = editor.drawing.boxes();
  const at = (id: string) => boxes.get(id) ?? { absoluteX: 0, absoluteY: 0 };
  return ids
    .filter((id) => boxes.has(id))
    .sort((a, b) => at(a).absoluteY - at(b).absoluteY || at(a).absoluteX - at(b).absoluteX);
}

const isConnecting = ({ ui }: Editor) => ui.getState().connecting !== null;
const focused = ({ ui, drawing }: Editor) => ui.getState().focus ?? drawing.boxes().keys().next().value ?? null;

/** Arrows choose the end of a connection while one is drawn. */
const cycle = (key: string, by: number): Command => ({
  id: `connect_${key.toLowerCase()}`,
  label: 'command.connect_next',
  group: 'go',
  shortcuts: [`Arrow${key}`],
  isHidden: true,
  when: isConnecting,
  run(editor) {
    const { connecting } = editor.ui.getState();
    if (connecting === null || connecting.targets.length === 0) return;
    const at = (connecting.at + by + connecting.targets.length) % connecting.targets.length;
    editor.ui.setState({ connecting: { ...connecting, at } });
    const target = connecting.targets[at] as string;
    editor.drawing.reveal(target);
    say(editor.ui, editor.t('said.target', { to: nameOf(editor, target), at: at + 1, of: connecting.targets.length }));
  },
});

const walk = (way: Way): Command => ({
  id: `go_${way.toLowerCase()}`,
  label: `command.go_${way.toLowerCase()}`,
  group: 'go',
  shortcuts: [`Arrow${way}`],
  isHidden: true,
  when: (editor) => editor.drawing.boxes().size > 0,
  run(editor) {
    const boxes = editor.drawing.boxes();
    const from = focused(editor);
    const next = from === null ? undefined : nearest(boxes, from, way);
    if (next === undefined) return;
    select(editor.ui, [next]);
    editor.drawing.reveal(next);
  },
});

/** Goes along the connections of a step. */
const alongEdges = (key: '[' | ']', by: number): Command => ({
  id: by > 0 ? 'next_edge' : 'previous_edge',
  label: by > 0 ? 'command.next_edge' : 'command.previous_edge',
  group: 'go',
  shortcuts: [key],
  isHidden: true,
  when: (editor) => focused(editor) !== null,
  run(editor) {
    const id = focused(editor);
    if (id === null) return;
    const edges = [...edgesFrom(editor.view(), id), ...edgesTo(editor.view(), id)].map(edgeId);
    if (edges.length === 0) return say(editor.ui, editor.t('said.no_edges'));
    const [chosen] = editor.ui.getState().selectedEdges;
    const at = chosen === undefined ? -1 : edges.indexOf(chosen as (typeof edges)[number]);
    const edge = edges[(at + by + edges.length) % edges.length] ?? edges[0];
    const found = edge === undefined ? undefined : editor.view().edges.get(edge);
    if (edge === undefined || found === undefined) return;
    editor.ui.setState({ selectedEdges: new Set([edge]), selected: new Set() });
    const facts = { from: nameOf(editor, found.source), to: nameOf(editor, found.target) };
    say(editor.ui, editor.t('said.edge', facts));
  },
});

/** Walking about the drawing, and drawing connections from the keyboard. */
export const goCommands: readonly Command[] = [
  cycle('Down', 1),
  cycle('Right', 1),
  cycle('Up', -1),
  cycle('Left', -1),
  {
    id: 'connect_commit',
    label: 'command.connect_commit',
    group: 'go',
    shortcuts: ['Enter'],
    isHidden: true,
    when: isConnecting,
    run(editor) {
      const { connecting } = editor.ui.getState();
      const target = connecting?.targets[connecting.at] ?? null;
      if (finishConnecting(editor, target) && target !== null) select(editor.ui, [target]);
      editor.drawing.focus();
    },
  },
  {
    id: 'connect_cancel',
    label: 'command.connect_cancel',
    group: 'go',
    shortcuts: ['Escape'],
    isHidden: true,
    when: isConnecting,
    run(editor) {
      finishConnecting(editor, null);
      say(editor.ui, editor.t('said.not_connected'));
      editor.drawing.focus();
    },
  },
  {
    id: 'connect',
    label: 'command.connect',
    group: 'go',
    shortcuts: ['C'],
    menus: ['step'],
    when: (editor) => focused(editor) !== null,
    run(editor) {
      const id = focused(editor);
      if (id === null) return;
      const { connecting } = editor.ui.getState();
      const ports = portsOf(editor.view(), editor.kinds, id).map((port) => port.id);
      const free = ports.find((port) => edgesFrom(editor.view(), id, port).length === 0) ?? ports[0];
      const next = connecting?.source === id ? ports[(ports.indexOf(connecting.port) + 1) % ports.length] : free;
      if (next === undefined) say(editor.ui, editor.t('said.no_port'));
      else startConnecting(editor, id, next);
    },
  },
  walk('Up'),
  walk('Down'),
  walk('Left'),
  walk('Right'),
  alongEdges(']', 1),
  alongEdges('[', -1),
  {
    id: 'open',
    label: 'command.open',
    group: 'go',
    shortcuts: ['Enter'],
    menus: ['step', 'edge'],
    when: (editor) => focused(editor) !== null || editor.ui.getState().selectedEdges.size > 0,
    run(editor) {
      const id = focused(editor);
      if (editor.ui.getState().selectedEdges.size === 0 && id !== null) select(editor.ui, [id]);
      askForField(editor.ui, 'first');
    },
  },
  {
    id: 'rename',
    label: 'command.rename',
    group: 'edit',
    shortcuts: ['F2'],
    menus: ['step'],
    when: (editor) => focused(editor) !== null,
    run(editor) {
      const id = focused(editor);
      if (id !== null) select(editor.ui, [id]);
      askForField(editor.ui, '/name');
    },
  },
  {
    id: 'let_go',
    label: 'command.let_go',
    group: 'go',
    shortcuts: ['Escape'],
    isHidden: true,
    when: ({ ui }) => ui.getState().selected.size + ui.getState().selectedEdges.size > 0 || ui.getState().path !== null,
    run(editor) {
      select(editor.ui, []);
      editor.ui.setState({ path: null });
    },
  },
  {
    id: 'next_problem',
    label: 'command.next_problem',
    group: 'go',
    shortcuts: ['F8'],
    when: ({ problems }) => problems.state.getState().findings.some(({ node_id: node }) => node !== undefined),
    run(editor) {
      const findings = editor.problems.state.getState().findings.filter(({ node_id: node }) => node !== undefined);
      const { focus } = editor.ui.getState();
      const at = findings.findIndex(({ node_id: node }) => node === focus);
      const next = findings[(at + 1) % findings.length];
      if (next?.node_id === undefined) return;
      select(editor.ui, [next.node_id]);
      editor.drawing.reveal(next.node_id);
      say(editor.ui, next.message);
    },
  },
];
