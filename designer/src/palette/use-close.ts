import { useTranslation } from 'react-i18next';
import type { Command } from '../commands/command.ts';
import { useEditor } from '../editor/context.tsx';

/** Closes what lies over the drawing, and lets keys go back to it. */
export function useClose(): () => void {
  const { ui, drawing } = useEditor();
  return () => {
    ui.setState({ overlay: null });
    drawing.focus();
  };
}

/** The words of a command. */
export function useWords(): (command: Command) => string {
  const { t } = useTranslation();
  return (command) => t(command.label, command.facts ?? {});
}
