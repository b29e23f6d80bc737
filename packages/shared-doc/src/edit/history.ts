import type { Applied, Operation } from '@omniroute/dsl';
import type { Diagnostic, Result } from '@omniroute/errors';
import * as Y from 'yjs';
import { rootsOf } from '../service/schema.ts';
import { type ApplyOptions, applyOperations } from './apply-operations.ts';
import type { Origin } from './origin.ts';
import { burstOf } from './typing-burst.ts';

/** Steps that are kept; the oldest are forgotten first. */
const MOST_STEPS = 200;
/** Letters that follow each other faster are one step. */
const BURST_MS = 500;

/** What one person did in this tab, to be undone and redone step by step, whatever others do meanwhile. */
export interface History {
  /** Applies operations as one step; letters typed in a row into one field are one step together. */
  apply(operations: readonly Operation[]): Result<Applied, Diagnostic>;
  /** Takes the last step back; `false` if there is none. */
  undo(): boolean;
  redo(): boolean;
  canUndo(): boolean;
  canRedo(): boolean;
  /** Forgets all steps, as after an exchange of the document. */
  clear(): void;
  destroy(): void;
}

/** How a history is kept. */
export interface HistoryOptions extends ApplyOptions {
  /** Called with each step: what to remember beside it (the selection), and what was remembered when it comes back. */
  readonly memo?: { take(): unknown; give(remembered: unknown): void };
}

/** Follows the changes that are made under one origin: by `apply`, and by a text field that is bound to a shared text. */
export function createHistory(doc: Y.Doc, origin: Origin, options: HistoryOptions): History {
  // The manager's own clock is set aside by an endless timeout: where a step ends is decided here.
  const manager = new Y.UndoManager(rootsOf(doc), {
    trackedOrigins: new Set<unknown>([origin]),
    captureTimeout: Number.POSITIVE_INFINITY,
    doc,
  });
  const { memo } = options;
  let burst: string | null = 'text';
  let last = { burst: null as string | null, at: 0 };

  const begin = (transaction: Y.Transaction) => {
    if (transaction.origin !== origin) return;
    const at = origin.now();
    if (burst === null || burst !== last.burst || at - last.at > BURST_MS) manager.stopCapturing();
    last = { burst, at };
  };
  doc.on('beforeTransaction', begin);
  manager.on('stack-item-added', ({ stackItem, type }) => {
    if (memo !== undefined) stackItem.meta.set(memo, memo.take());
    if (type === 'undo' && manager.undoStack.length > MOST_STEPS) forgetOldest(manager);
  });
  manager.on('stack-item-popped', ({ stackItem }) => memo?.give(stackItem.meta.get(memo)));

  const step = (back: () => unknown) => {
    last = { burst: null, at: 0 };
    return back() !== null;
  };
  return {
    apply(operations) {
      burst = burstOf(operations);
      try {
        return applyOperations(doc, operations, origin, options);
      } finally {
        burst = 'text';
      }
    },
    undo: () => step(() => manager.undo()),
    redo: () => step(() => manager.redo()),
    canUndo: () => manager.canUndo(),
    canRedo: () => manager.canRedo(),
    clear: () => manager.clear(),
    destroy() {
      doc.off('beforeTransaction', begin);
      manager.destroy();
    },
  };
}

/** The manager can forget a whole stack only, and frees what it kept for it: so it gets a stack of one. */
function forgetOldest(manager: Y.UndoManager): void {
  const [oldest, ...rest] = manager.undoStack;
  if (oldest === undefined) return;
  manager.undoStack = [oldest];
  manager.clear(true, false);
  manager.undoStack = rest;
}
