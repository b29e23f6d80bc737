import type { Operation } from '@omniroute/dsl';
import { definitions } from '@omniroute/kinds/definitions';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Kinds } from '../commands/editor.ts';
import { redoUnsaved } from '../document/rescue.ts';
import { say } from '../store/ui-state.ts';
import { type OpenEditor, openEditor } from './open-editor.ts';

type Opening =
  | { readonly is: 'opening' }
  | { readonly is: 'open'; readonly open: OpenEditor }
  | { readonly is: 'failed'; readonly message: string };

/** Opens a draft for as long as the component is there; anew when the server replaced it, with what was not saved. */
export function useOpenEditor(id: string): { readonly state: Opening; readonly again: () => void } {
  const { t } = useTranslation();
  const [state, setState] = useState<Opening>({ is: 'opening' });
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a further turn opens it anew
  useEffect(() => {
    let [isOver, opened]: [boolean, OpenEditor | null] = [false, null];
    const open = async (unsaved: readonly Operation[] | null) => {
      opened?.close();
      opened = null;
      setState({ is: 'opening' });
      try {
        const now = await openEditor(
          id,
          definitions as Kinds,
          (key, facts = {}) => t(key, facts),
          (lost) => void open(lost),
        );
        if (isOver) return now.close();
        opened = now;
        if (unsaved !== null) {
          const refused = redoUnsaved(now.editor.session, unsaved);
          const rest = refused === 0 ? '' : ` ${t('editor.replaced_lost', { count: refused })}`;
          say(now.editor.ui, `${t('editor.replaced')}${rest}`);
        }
        setState({ is: 'open', open: now });
      } catch (error) {
        if (!isOver) setState({ is: 'failed', message: error instanceof Error ? error.message : String(error) });
      }
    };
    void open(null);
    return () => {
      isOver = true;
      opened?.close();
    };
  }, [id, t, turn]);
  return { state, again: () => setTurn((before) => before + 1) };
}
