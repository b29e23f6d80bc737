import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { type Diagnostic, setDiagnostics } from '@codemirror/lint';
import { EditorState, type Extension, Transaction } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  EditorView,
  hoverTooltip,
  keymap,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';
import { type Completion, type Hover, piecesOf } from '@omniroute/expressions';

/** Who knows the expression's surroundings. */
export interface CodeAsk {
  completions(text: string, at: number): Promise<readonly Completion[]>;
  hover(text: string, at: number): Promise<Hover | null>;
}

/** What an editor is made with. */
export interface CodeOptions {
  readonly parent: HTMLElement;
  readonly text: string;
  readonly label: string;
  readonly describedBy: string;
  readonly readOnly: boolean;
  readonly nonce: string;
  readonly ask: CodeAsk;
  readonly onChange: (text: string) => void;
}

/** An editor on the page. */
export interface CodeView {
  text(): string;
  setText(text: string): void;
  setFindings(findings: readonly Diagnostic[]): void;
  focus(from: number, to: number): void;
  stop(): void;
}

/** Puts an editor of one expression on the page. */
export function createCodeView(options: CodeOptions): CodeView {
  const { parent, text, label, describedBy, readOnly, nonce, ask, onChange } = options;
  const view = new EditorView({
    parent,
    doc: text,
    extensions: [
      EditorView.cspNonce.of(nonce),
      EditorView.contentAttributes.of({ 'aria-label': label, 'aria-describedby': describedBy }),
      EditorState.readOnly.of(readOnly),
      EditorView.editable.of(!readOnly),
      EditorView.lineWrapping,
      history(),
      colours,
      look,
      autocompletion({ override: [(context) => completed(context, ask)], icons: false }),
      hoverTooltip((at, pos) => hovered(at, pos, ask)),
      keymap.of([
        // The completion's own Escape closes it and nothing else; without one the inspector's leaves the field.
        ...completionKeymap.map((binding) => ({ ...binding, stopPropagation: true })),
        ...historyKeymap,
        ...defaultKeymap.filter(({ key }) => key !== 'Escape'),
      ]),
      EditorView.updateListener.of((update) => {
        const isOwn = update.transactions.some((each) => each.annotation(Transaction.remote) !== true);
        if (update.docChanged && isOwn) onChange(update.state.doc.toString());
      }),
    ],
  });
  return {
    text: () => view.state.doc.toString(),
    setText(next) {
      const now = view.state.doc.toString();
      if (next === now) return;
      view.dispatch({
        changes: difference(now, next),
        annotations: [Transaction.remote.of(true), Transaction.addToHistory.of(false)],
      });
    },
    setFindings(findings) {
      view.dispatch(setDiagnostics(view.state, [...findings]));
    },
    focus(from, to) {
      view.focus();
      const { length } = view.state.doc;
      view.dispatch({ selection: { anchor: Math.min(from, length), head: Math.min(to, length) } });
    },
    stop: () => view.destroy(),
  };
}

/** The least change that makes one text of another, so that the caret stays where it is. */
function difference(before: string, after: string) {
  let from = 0;
  while (from < before.length && from < after.length && before[from] === after[from]) from += 1;
  let [to, end] = [before.length, after.length];
  while (to > from && end > from && before[to - 1] === after[end - 1]) [to, end] = [to - 1, end - 1];
  return { from, to, insert: after.slice(from, end) };
}

async function completed(context: CompletionContext, ask: CodeAsk): Promise<CompletionResult | null> {
  const typed = context.matchBefore(/[\w.]+$/);
  if (typed === null && !context.explicit) return null;
  const found = await ask.completions(context.state.doc.toString(), context.pos);
  const [first] = found;
  if (first === undefined || context.aborted) return null;
  return {
    from: first.from,
    options: found.map(({ label, kind, type, doc }) => ({
      label,
      detail: type,
      ...(doc === '' ? {} : { info: doc }),
      apply: kind === 'function' || kind === 'macro' ? `${label}(` : label,
      boost: kind === 'value' || kind === 'field' ? 1 : 0,
    })),
    validFor: /^\w*$/,
  };
}

async function hovered(view: EditorView, at: number, ask: CodeAsk) {
  const found = await ask.hover(view.state.doc.toString(), at);
  if (found === null) return null;
  const [pos, end] = found.span;
  return {
    pos,
    end,
    create() {
      const dom = document.createElement('div');
      dom.className = 'cm-type';
      dom.textContent = found.doc === '' ? found.type : `${found.type} – ${found.doc}`;
      return { dom };
    },
  };
}

const MARKS = Object.fromEntries(
  ['name', 'word', 'text', 'number', 'operator', 'bad', 'brace'].map((kind) => [
    kind,
    Decoration.mark({ class: `cm-piece-${kind}` }),
  ]),
);

function coloured(view: EditorView): DecorationSet {
  const marks = piecesOf(view.state.doc.toString()).flatMap(({ kind, span: [from, to] }) => {
    const mark = MARKS[kind];
    return mark === undefined || from >= to ? [] : [mark.range(from, to)];
  });
  return Decoration.set(marks);
}

const colours: Extension = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = coloured(view);
    }
    update(update: ViewUpdate) {
      if (update.docChanged) this.decorations = coloured(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

const look = EditorView.theme({
  '&': { fontSize: '12px', color: 'var(--ink)', backgroundColor: 'var(--surface)' },
  '&.cm-focused': { outline: '2px solid var(--focus)', borderRadius: '6px' },
  '.cm-content': { caretColor: 'var(--ink)', padding: '6px 4px' },
  '.cm-piece-text': { color: 'var(--good)' },
  '.cm-piece-number': { color: 'var(--wait)' },
  '.cm-piece-word': { color: 'var(--accent)' },
  '.cm-piece-bad': { color: 'var(--bad)' },
  '.cm-tooltip': { backgroundColor: 'var(--surface)', color: 'var(--ink)', border: '1px solid var(--line)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '3px 8px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    background: 'var(--accent)',
    color: 'var(--accent-ink)',
  },
  '.cm-type, .cm-diagnostic': { padding: '4px 8px', maxWidth: '320px' },
});
