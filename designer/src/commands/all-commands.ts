import type { Command } from './command.ts';
import type { Kinds } from './editor.ts';
import { addCommands } from './library/add.ts';
import { arrangeCommands, groupCommands } from './library/arrange.ts';
import { editCommands } from './library/edit.ts';
import { goCommands } from './library/go.ts';
import { undoPairCommands } from './library/undo-pair.ts';
import { viewCommands } from './library/view.ts';

/** Every command of the editor; of two with one key the first that can be done now is done. */
export function allCommands(kinds: Kinds, more: readonly Command[] = []): readonly Command[] {
  return [
    ...goCommands,
    ...addCommands(kinds),
    ...editCommands,
    ...undoPairCommands,
    ...arrangeCommands,
    ...groupCommands(kinds),
    ...viewCommands,
    ...more,
  ];
}
