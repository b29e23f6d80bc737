import type { PathStep } from '@omniroute/errors';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** A place on the drawing, in its own measure. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Where the next step goes: after a port, onto an edge, into a container, or to a free place. */
export interface AddPlace {
  readonly after?: { readonly source: string; readonly port: string };
  readonly edge?: string;
  readonly parent?: string | null;
  readonly at?: Spot;
}

/** What lies over the drawing; one thing at a time. */
export type Overlay =
  | { readonly is: 'commands' }
  | { readonly is: 'shortcuts' }
  | { readonly is: 'publish' }
  | { readonly is: 'versions' }
  /** Search among the steps that can be added. */
  | { readonly is: 'add'; readonly place: AddPlace }
  /** Search for the step that undoes another. */
  | { readonly is: 'pair'; readonly id: string }
  /** Commands on what was pointed at; `x` and `y` in the window. */
  | { readonly is: 'menu'; readonly x: number; readonly y: number };

/** Looking for the end of a new connection. */
export interface Connecting {
  readonly source: string;
  readonly port: string;
  /** Where it may end, in the order of the drawing. */
  readonly targets: readonly string[];
  /** The one that Enter takes. */
  readonly at: number;
}

/** State of the screen. */
export interface UiState {
  /** Steps, triggers and notes that are chosen. */
  readonly selected: ReadonlySet<string>;
  /** Connections that are chosen. */
  readonly selectedEdges: ReadonlySet<string>;
  /** The step that keys go to; the drawing is one tab stop. */
  readonly focus: string | null;
  readonly connecting: Connecting | null;
  /** The container that is looked into, `null` outside all. */
  readonly entered: string | null;
  readonly collapsed: ReadonlySet<string>;
  readonly overlay: Overlay | null;
  readonly isInspectorOpen: boolean;
  readonly isProblemsOpen: boolean;
  readonly isPaletteOpen: boolean;
  /** The service is being tried. */
  readonly isTryOpen: boolean;
  /** A counter-example that is drawn. */
  readonly path: readonly PathStep[] | null;
  /** A field that is to get the keys, as a pointer into its step (`/name`), `first` for any; the number makes it news. */
  readonly asked: { readonly field: string; readonly turn: number } | null;
  /** The step of the introduction that is shown. */
  readonly introduction: number | null;
  /** What is read out; the number makes the same words news. */
  readonly said: { readonly text: string; readonly turn: number };
}

export type UiStore = StoreApi<UiState>;

const NONE: ReadonlySet<string> = new Set();

/** Which lists beside the drawing leave it room in a window of this width. */
export function panelsFor(width: number): Pick<UiState, 'isPaletteOpen' | 'isInspectorOpen'> {
  return { isPaletteOpen: width >= 1024, isInspectorOpen: width >= 768 };
}

/** The screen of a draft that was just opened; `width` is the window's. */
export function createUi(width = 1440): UiStore {
  return createStore<UiState>(() => ({
    selected: NONE,
    selectedEdges: NONE,
    focus: null,
    connecting: null,
    entered: null,
    collapsed: NONE,
    overlay: null,
    isProblemsOpen: false,
    ...panelsFor(width),
    isTryOpen: false,
    path: null,
    asked: null,
    introduction: null,
    said: { text: '', turn: 0 },
  }));
}

/** Chooses steps and connections in place of those that were chosen. */
export function select(ui: UiStore, nodes: Iterable<string>, edges: Iterable<string> = []): void {
  const [selected, selectedEdges] = [new Set(nodes), new Set(edges)];
  const [only] = selected.size === 1 ? selected : [];
  ui.setState((before) => ({
    selected: sameSet(before.selected, selected) ? before.selected : selected,
    selectedEdges: sameSet(before.selectedEdges, selectedEdges) ? before.selectedEdges : selectedEdges,
    ...(only === undefined ? {} : { focus: only }),
  }));
}

/** Opens the inspector and lets keys go to a field of it. */
export function askForField(ui: UiStore, field: string): void {
  ui.setState(({ asked }) => ({ isInspectorOpen: true, asked: { field, turn: (asked?.turn ?? 0) + 1 } }));
}

/** Has something read out. */
export function say(ui: UiStore, text: string): void {
  ui.setState(({ said }) => ({ said: { text, turn: said.turn + 1 } }));
}

/** Lets go of what is not there any more, as after an undo or a change of another tab. */
export function forgetGone(ui: UiStore, isThere: (id: string) => boolean, hasEdge: (id: string) => boolean): void {
  const { selected, selectedEdges, focus, entered, connecting } = ui.getState();
  if ([...selected].some((id) => !isThere(id)) || [...selectedEdges].some((id) => !hasEdge(id)))
    ui.setState({
      selected: new Set([...selected].filter(isThere)),
      selectedEdges: new Set([...selectedEdges].filter(hasEdge)),
    });
  if (focus !== null && !isThere(focus)) ui.setState({ focus: null });
  if (entered !== null && !isThere(entered)) ui.setState({ entered: null });
  if (connecting !== null && !isThere(connecting.source)) ui.setState({ connecting: null });
}

function sameSet(one: ReadonlySet<string>, two: ReadonlySet<string>): boolean {
  return one.size === two.size && [...one].every((each) => two.has(each));
}
