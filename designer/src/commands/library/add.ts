import { triggers } from '@omniroute/dsl';
import { type AddPlace, askForField, say, select } from '../../store/ui-state.ts';
import type { Command } from '../command.ts';
import type { Editor } from '../editor.ts';
import { addStep, addTrigger } from '../edits/add-step.ts';
import { edgesFrom } from '../edits/connect.ts';
import { snapped } from '../edits/places.ts';
import { kindOf, portsOf } from '../edits/ports.ts';

const NOTE = { width: 225, height: 120 };

/** Adds a step of a kind at a place, chooses it, and brings it into view. */
export function addKind(editor: Editor, type: string, place: AddPlace = {}): string | null {
  const kind = kindOf(editor.kinds, type);
  if (kind === undefined) return null;
  const id = editor.newId(type);
  const parent = place.parent === undefined ? editor.ui.getState().entered : place.parent;
  const step = { id, kind, place: { ...place, parent }, middle: middleFor(editor, kind.size) };
  if (!editor.change(addStep(editor.view(), editor.kinds, editor.drawing.boxes(), step))) return null;
  select(editor.ui, [id]);
  editor.ui.setState({ overlay: null });
  say(editor.ui, editor.t('said.added', { what: kind.title }));
  editor.drawing.reveal(id);
  return id;
}

/** Adds a way to start the service. */
export function addTriggerOf(editor: Editor, type: keyof typeof triggers): void {
  const view = editor.view();
  const id = editor.newId(type);
  const last = view.service.triggers?.at(-1);
  const box = last === undefined ? undefined : editor.drawing.boxes().get(last.id);
  const isFirst = view.nodes.size === 0 && box === undefined;
  const { x, y } = middleFor(editor, { width: 180, height: 360 });
  const position = box !== undefined ? { x: box.x + box.width + 45, y: box.y } : isFirst ? { x, y } : null;
  if (!editor.change(addTrigger(view, { id, type, config: triggers[type].defaults }, position))) return;
  select(editor.ui, [id]);
  say(editor.ui, editor.t('said.added', { what: triggers[type].title }));
  editor.drawing.reveal(id);
}

/** Where a step goes that is added from the keyboard or by a click: behind the one that is chosen. */
export function placeAfterFocus(editor: Editor): AddPlace {
  const { focus, selected, selectedEdges } = editor.ui.getState();
  const [edge] = selectedEdges;
  if (edge !== undefined && selectedEdges.size === 1) return { edge };
  const source = selected.size === 1 ? [...selected][0] : (focus ?? undefined);
  if (source === undefined) return {};
  const view = editor.view();
  if (!view.nodes.has(source) && !(view.service.triggers ?? []).some(({ id }) => id === source)) return {};
  const ports = portsOf(view, editor.kinds, source).filter(({ role }) => role !== 'error' && role !== 'timeout');
  const port = ports.find(({ id }) => edgesFrom(view, source, id).length === 0) ?? ports[0];
  return port === undefined ? {} : { after: { source, port: port.id } };
}

function middleFor(editor: Editor, size: { readonly width: number; readonly height: number }) {
  const { x, y } = editor.drawing.middle();
  return { x: snapped(x - size.width / 2), y: snapped(y - size.height / 2) };
}

/** Commands that bring something new. */
export function addCommands(kinds: Editor['kinds']): readonly Command[] {
  return [
    {
      id: 'add',
      label: 'command.add',
      group: 'add',
      shortcuts: ['A', '+'],
      menus: ['step', 'canvas'],
      when: () => true,
      run: (editor) => editor.ui.setState({ overlay: { is: 'add', place: placeAfterFocus(editor) } }),
    },
    {
      id: 'insert',
      label: 'command.insert',
      group: 'add',
      shortcuts: ['I'],
      menus: ['edge'],
      when: ({ ui }) => ui.getState().selectedEdges.size === 1,
      run(editor) {
        const [edge] = editor.ui.getState().selectedEdges;
        if (edge !== undefined) editor.ui.setState({ overlay: { is: 'add', place: { edge } } });
      },
    },
    {
      id: 'add_note',
      label: 'command.add_note',
      group: 'add',
      shortcuts: ['N'],
      menus: ['canvas'],
      when: ({ ui }) => ui.getState().entered === null,
      run(editor) {
        const id = editor.newId('note');
        const { focus } = editor.ui.getState();
        const beside = focus === null ? undefined : editor.drawing.boxes().get(focus);
        const position =
          beside === undefined
            ? middleFor(editor, NOTE)
            : { x: beside.absoluteX + beside.width + 45, y: beside.absoluteY };
        editor.change([{ op: 'put', collection: 'notes', item: { id, text: '', position, size: NOTE } }]);
        select(editor.ui, [id]);
        askForField(editor.ui, '/text');
      },
    },
    ...(Object.keys(triggers) as (keyof typeof triggers)[]).map(
      (type): Command => ({
        id: `add_trigger_${type}`,
        label: 'command.add_trigger',
        facts: { kind: triggers[type].title },
        group: 'add',
        when: ({ ui }) => ui.getState().entered === null,
        run: (editor) => addTriggerOf(editor, type),
      }),
    ),
    ...Object.values(kinds).map(
      (kind): Command => ({
        id: `add_${kind.type}`,
        label: 'command.add_kind',
        facts: { kind: kind.title },
        group: 'add',
        when: () => true,
        run: (editor) => void addKind(editor, kind.type, placeAfterFocus(editor)),
      }),
    ),
  ];
}
