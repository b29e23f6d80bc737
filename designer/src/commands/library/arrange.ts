import { say } from '../../store/ui-state.ts';
import type { Command } from '../command.ts';
import type { Editor } from '../editor.ts';
import { type Alignment, align, canAlign, type Direction, distribute } from '../edits/align.ts';
import { canGroup, group, ungroup } from '../edits/group.ts';
import { moveTo } from '../edits/places.ts';
import { kindOf } from '../edits/ports.ts';
import { chosen } from './edit.ts';

const alignCommand = (how: Alignment): Command => ({
  id: `align_${how}`,
  label: `command.align_${how}`,
  group: 'arrange',
  when: (editor) => canAlign(editor.drawing.boxes(), chosen(editor)),
  run(editor) {
    const boxes = editor.drawing.boxes();
    editor.change(moveTo(editor.view(), boxes, align(boxes, chosen(editor), how)));
  },
});

const distributeCommand = (direction: Direction): Command => ({
  id: `distribute_${direction}`,
  label: `command.distribute_${direction}`,
  group: 'arrange',
  when: (editor) => canAlign(editor.drawing.boxes(), chosen(editor), 3),
  run(editor) {
    const boxes = editor.drawing.boxes();
    editor.change(moveTo(editor.view(), boxes, distribute(boxes, chosen(editor), direction)));
  },
});

const nudge = (key: string, x: number, y: number, factor: number): Command => ({
  id: `move_${key.toLowerCase()}${factor > 1 ? '_far' : ''}`,
  label: `command.move_${key.toLowerCase()}`,
  group: 'arrange',
  shortcuts: [`Mod+${factor > 1 ? 'Shift+' : ''}Arrow${key}`],
  ...(factor > 1 ? { isHidden: true } : { menus: ['step'] as const }),
  when: (editor) => chosen(editor).size > 0,
  run(editor) {
    const boxes = editor.drawing.boxes();
    const targets = [...chosen(editor)].flatMap((id) => {
      const box = boxes.get(id);
      return box === undefined
        ? []
        : [[id, { parent: box.parent, x: box.x + x * factor, y: box.y + y * factor }] as const];
    });
    editor.change(moveTo(editor.view(), boxes, new Map(targets)));
  },
});

const STEP = 15;

/** Where steps stand, and what they stand in. */
export const arrangeCommands: readonly Command[] = [
  ...(['left', 'centre', 'right', 'top', 'middle', 'bottom'] as const).map(alignCommand),
  ...(['across', 'down'] as const).map(distributeCommand),
  ...[1, 4].flatMap((factor) => [
    nudge('Left', -STEP, 0, factor),
    nudge('Right', STEP, 0, factor),
    nudge('Up', 0, -STEP, factor),
    nudge('Down', 0, STEP, factor),
  ]),
  {
    id: 'tidy',
    label: 'command.tidy',
    group: 'arrange',
    shortcuts: ['Shift+T'],
    menus: ['canvas'],
    when: (editor) => editor.view().nodes.size > 0,
    async run(editor) {
      const spots = await editor.drawing.tidy(editor.view().service);
      const { nodes, service } = editor.view();
      editor.change([
        ...[...spots]
          .filter(([id]) => nodes.has(id))
          .map(([id, position]) => ({ op: 'move_node', id, position }) as const),
        ...(service.triggers ?? []).flatMap((trigger) => {
          const position = spots.get(trigger.id);
          return position === undefined
            ? []
            : [{ op: 'put', collection: 'triggers', item: { ...trigger, position } as never } as const];
        }),
      ]);
      say(editor.ui, editor.t('said.tidied'));
      editor.drawing.fit();
    },
  },
  {
    id: 'ungroup',
    label: 'command.ungroup',
    group: 'arrange',
    menus: ['step'],
    when: (editor) => container(editor) !== null,
    run(editor) {
      const id = container(editor);
      if (id !== null) editor.change(ungroup(editor.view(), editor.kinds, editor.drawing.boxes(), id));
    },
  },
];

/** One command for each kind that holds steps. */
export function groupCommands(kinds: Editor['kinds']): readonly Command[] {
  return Object.values(kinds)
    .filter(({ role }) => role === 'container')
    .map((kind) => ({
      id: `group_${kind.type}`,
      label: 'command.group_into',
      facts: { kind: kind.title },
      group: 'arrange',
      menus: ['step'],
      when: (editor) => canGroup(editor.view(), chosen(editor)),
      run(editor) {
        const id = editor.newId(kind.type);
        const view = editor.view();
        if (editor.change(group(view, editor.kinds, editor.drawing.boxes(), chosen(editor), { id, kind })))
          editor.ui.setState({ selected: new Set([id]), focus: id });
      },
    }));
}

function container(editor: Editor): string | null {
  const [id, ...more] = chosen(editor);
  const node = id === undefined || more.length > 0 ? undefined : editor.view().nodes.get(id);
  return node !== undefined && kindOf(editor.kinds, node.type)?.role === 'container' ? node.id : null;
}
