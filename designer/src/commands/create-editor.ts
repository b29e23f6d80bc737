import type { Operation } from '@omniroute/dsl';
import { RESERVED_WORDS } from '@omniroute/dsl';
import { forgetGone, say } from '../store/ui-state.ts';
import type { Editor } from './editor.ts';

/** Letters of ids: none that reads like another. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const LONGEST_STEM = 40;

/** Puts an editor together from its parts. */
export function createEditor(
  parts: Omit<Editor, 'newId' | 'view' | 'change'> & {
    /** Random numbers from 0 to under 1. */
    readonly random: () => number;
  },
): Editor {
  const { session, ui, random } = parts;
  const view = () => session.graph.view();
  const isTaken = (id: string) =>
    RESERVED_WORDS.has(id) ||
    view().nodes.has(id) ||
    [...(view().service.triggers ?? []), ...(view().service.notes ?? [])].some((each) => each.id === id);
  session.graph.subscribe(({ nodes, edges, service }) => {
    const others = new Set([...(service.triggers ?? []), ...(service.notes ?? [])].map(({ id }) => id));
    forgetGone(
      ui,
      (id) => nodes.has(id) || others.has(id),
      (id) => edges.has(id),
    );
  });
  return {
    ...parts,
    view,
    newId(stem) {
      for (;;) {
        const end = Array.from({ length: 4 }, () => LETTERS[Math.floor(random() * LETTERS.length)]).join('');
        const id = `${stem.slice(0, LONGEST_STEM)}_${end}`;
        if (!isTaken(id)) return id;
      }
    },
    change(operations: readonly Operation[]) {
      if (operations.length === 0) return true;
      const applied = session.apply(operations);
      if (!applied.ok) say(ui, applied.error.message);
      return applied.ok;
    },
  };
}
