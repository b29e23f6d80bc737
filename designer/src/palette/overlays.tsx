import { useUi } from '../editor/context.tsx';
import { AddPicker } from './add-picker.tsx';
import { CommandPicker } from './command-picker.tsx';
import { ContextMenu } from './context-menu.tsx';
import { PairPicker } from './pair-picker.tsx';
import { ShortcutSheet } from './shortcut-sheet.tsx';

/** Whatever lies over the drawing. */
export function Overlays() {
  const overlay = useUi((ui) => ui.overlay);
  switch (overlay?.is) {
    case 'add':
      return <AddPicker place={overlay.place} />;
    case 'commands':
      return <CommandPicker />;
    case 'shortcuts':
      return <ShortcutSheet />;
    case 'pair':
      return <PairPicker id={overlay.id} />;
    case 'menu':
      return <ContextMenu x={overlay.x} y={overlay.y} />;
    default:
      return null;
  }
}
