import type { Editor } from './editor.ts';

export type CommandGroup = 'add' | 'edit' | 'arrange' | 'go' | 'view' | 'service';

/** What a menu was opened on. */
export type MenuPlace = 'step' | 'edge' | 'canvas';

/** One thing that can be done. */
export interface Command {
  readonly id: string;
  /** Key of its words. */
  readonly label: string;
  /** What the words tell besides, as the title of a kind. */
  readonly facts?: Readonly<Record<string, string>>;
  readonly group: CommandGroup;
  /** `Mod` is Ctrl or Cmd: `Mod+K`, `Shift+Delete`, `A`. Keys without a modifier act on the drawing only. */
  readonly shortcuts?: readonly string[];
  readonly menus?: readonly MenuPlace[];
  /** Not in the palette: it makes sense only where the keys are, as an arrow does. */
  readonly isHidden?: boolean;
  when(editor: Editor): boolean;
  run(editor: Editor): void | Promise<void>;
}

/** All commands, and ways to find one. */
export interface Registry {
  readonly commands: readonly Command[];
  byId(id: string): Command | undefined;
  /** What can be done now, for a palette or a menu. */
  available(editor: Editor, menu?: MenuPlace): readonly Command[];
  /** The command of a key press; `onCanvas`: whether keys go to the drawing. */
  forKey(event: KeyPress, editor: Editor, onCanvas: boolean): Command | undefined;
}

/** As much of a keyboard event as decides. */
export interface KeyPress {
  readonly key: string;
  readonly code?: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** Makes a registry; two commands of one id or one key at a time are a mistake of ours and refused. */
export function createRegistry(commands: readonly Command[]): Registry {
  const ids = new Map(commands.map((command) => [command.id, command]));
  if (ids.size < commands.length) throw new Error('Two commands have one id.');
  return {
    commands,
    byId: (id) => ids.get(id),
    available: (editor, menu) =>
      commands.filter(
        (command) =>
          command.isHidden !== true && (menu === undefined || command.menus?.includes(menu)) && command.when(editor),
      ),
    forKey: (event, editor, onCanvas) =>
      commands.find((command) =>
        command.shortcuts?.some(
          (shortcut) => matches(shortcut, event) && (onCanvas || isGlobal(shortcut)) && command.when(editor),
        ),
      ),
  };
}

/** Whether a key press is a shortcut. Letters are told by what they write, so that they are where people expect them. */
export function matches(shortcut: string, event: KeyPress): boolean {
  const parts = shortcut.split('+');
  const key = shortcut.endsWith('++') || shortcut === '+' ? '+' : (parts.at(-1) ?? '');
  const wants = (modifier: string) => parts.slice(0, -1).includes(modifier);
  if ((event.ctrlKey || event.metaKey) !== wants('Mod') || event.altKey !== wants('Alt')) return false;
  const digit = /^Digit(\d)$/.exec(event.code ?? '')?.[1];
  const isSign = key.length === 1 && !/[a-z0-9]/i.test(key);
  // A sign like "?" needs Shift on some keyboards and not on others.
  if (!isSign && event.shiftKey !== wants('Shift')) return false;
  return event.key.toLowerCase() === key.toLowerCase() || digit === key;
}

/** Shortcuts with a modifier act wherever the person is; letters only on the drawing (WCAG 2.1.4). */
function isGlobal(shortcut: string): boolean {
  return /^(Mod|Alt)\+/.test(shortcut) && !ON_CANVAS.has(shortcut);
}

/** In a text field these are the field's own. */
const ON_CANVAS: ReadonlySet<string> = new Set(['Mod+A', 'Mod+C', 'Mod+X', 'Mod+V', 'Mod+D']);
