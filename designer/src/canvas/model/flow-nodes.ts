import type { Edge as ServiceEdge } from '@omniroute/dsl';
import type { GraphView } from '@omniroute/shared-doc';
import type { Edge, Node, NodeHandle } from '@xyflow/react';
import { Position } from '@xyflow/react';
import type { DrawnBox, Kinds } from '../../commands/editor.ts';
import { undoing } from '../../commands/edits/connect.ts';
import type { UiState } from '../../store/ui-state.ts';
import { portShare } from './port-share.ts';
import { noteView, portLabel, type StepView, stepView, triggerView } from './step-view.ts';

export type FlowNode = Node<{ view: StepView }, 'step' | 'container' | 'trigger' | 'note'>;
export type FlowEdge = Edge<
  { edge: ServiceEdge | null; label: string; tone: 'way' | 'error' | 'back' | 'undo' },
  'way'
>;

/** Name of the entry of a step, and of both ends of the line to its undo. */
export const ENTRY = 'in';
export const UNDO = 'undo';
const HANDLE = 12;

/** What is drawn last, to keep every object that says the same. */
interface Kept {
  readonly node: FlowNode;
  readonly source: unknown;
  readonly box: DrawnBox;
  /** What its face depends on besides its source, and what else is told of it. */
  readonly face: string;
  readonly state: string;
}

/** What each kind of box is called to those who cannot see it. */
export type RoleWords = Readonly<Record<StepView['is'], string>>;

/** Makes what React Flow draws; of a change only the objects of what changed are new. */
export function createFlowNodes(kinds: Kinds, words: RoleWords) {
  let kept = new Map<string, Kept>();
  let edgesKept = new Map<string, { readonly edge: FlowEdge; readonly source: unknown; readonly flags: string }>();
  let [lastNodes, lastEdges]: [readonly FlowNode[], readonly FlowEdge[]] = [[], []];

  function nodes(view: GraphView, boxes: ReadonlyMap<string, DrawnBox>, ui: UiState): readonly FlowNode[] {
    const next = new Map<string, Kept>();
    const undos = undoing(view);
    const others = new Map<string, { readonly source: object; readonly make: () => StepView }>();
    for (const trigger of view.service.triggers ?? [])
      others.set(trigger.id, { source: trigger, make: () => triggerView(trigger) });
    for (const note of view.service.notes ?? []) others.set(note.id, { source: note, make: () => noteView(note) });
    // Focus rests on one step, the first where none was chosen, so that the drawing is one tab stop.
    const stop = ui.focus !== null && boxes.has(ui.focus) ? ui.focus : boxes.keys().next().value;
    for (const [id, box] of boxes) {
      const node = view.nodes.get(id);
      const source = node ?? others.get(id)?.source;
      if (source === undefined) continue;
      const facts = { isCollapsed: ui.collapsed.has(id), isUndo: undos.has(id) };
      const [isSelected, isStop] = [ui.selected.has(id), id === stop];
      const [face, state] = [`${facts.isCollapsed} ${facts.isUndo}`, `${isSelected} ${isStop} ${ui.entered}`];
      const known = kept.get(id);
      const isSame = known !== undefined && known.source === source && known.face === face;
      if (isSame && known.state === state && sameBox(known.box, box)) {
        next.set(id, known);
        continue;
      }
      const says = node === undefined ? others.get(id)?.make() : stepView(kinds, node, facts);
      if (says === undefined) continue;
      const data = isSame ? known.node.data : { view: says };
      next.set(id, {
        source,
        box,
        face,
        state,
        node: flowNode(data, box, { isSelected, isStop, entered: ui.entered, words }),
      });
    }
    kept = next;
    lastNodes = keptIfSame(
      lastNodes,
      [...next.values()].map(({ node }) => node),
    );
    return lastNodes;
  }

  function edges(view: GraphView, boxes: ReadonlyMap<string, DrawnBox>, ui: UiState): readonly FlowEdge[] {
    const next = new Map<string, { edge: FlowEdge; source: unknown; flags: string }>();
    const put = (id: string, source: unknown, flags: string, make: () => FlowEdge) => {
      const known = edgesKept.get(id);
      const isSame = known !== undefined && known.source === source && known.flags === flags;
      next.set(id, isSame ? known : { source, flags, edge: make() });
    };
    for (const [id, edge] of view.edges) {
      if (!boxes.has(edge.source) || !boxes.has(edge.target)) continue;
      const port = kept.get(edge.source)?.node.data.view;
      const spec =
        port !== undefined && 'ports' in port
          ? port.ports.find((each) => each.id === (edge.source_handle ?? 'out'))
          : undefined;
      const label = edge.label ?? (spec === undefined ? (edge.source_handle ?? '') : portLabel(spec));
      const isSelected = ui.selectedEdges.has(id);
      const tone =
        edge.loop !== undefined ? 'back' : spec?.role === 'error' || spec?.role === 'timeout' ? 'error' : 'way';
      put(id, edge, `${isSelected} ${label} ${tone}`, () => ({
        id,
        type: 'way',
        source: edge.source,
        sourceHandle: edge.source_handle ?? 'out',
        target: edge.target,
        targetHandle: ENTRY,
        selected: isSelected,
        focusable: false,
        data: { edge, label, tone },
      }));
    }
    for (const { id, compensate_with: by } of view.nodes.values())
      if (by !== undefined && boxes.has(id) && boxes.has(by))
        put(`${id}~${by}`, by, '', () => ({
          id: `${id}~${by}`,
          type: 'way',
          source: id,
          sourceHandle: UNDO,
          target: by,
          targetHandle: UNDO,
          selectable: false,
          focusable: false,
          data: { edge: null, label: '', tone: 'undo' },
        }));
    edgesKept = next;
    lastEdges = keptIfSame(
      lastEdges,
      [...next.values()].map(({ edge }) => edge),
    );
    return lastEdges;
  }

  return { nodes, edges };
}

function flowNode(
  data: { view: StepView },
  box: DrawnBox,
  state: {
    readonly isSelected: boolean;
    readonly isStop: boolean;
    readonly entered: string | null;
    readonly words: RoleWords;
  },
): FlowNode {
  const { view } = data;
  const { isSelected, isStop, entered, words } = state;
  return {
    id: box.id,
    type: view.is === 'container' && view.isCollapsed ? 'step' : view.is,
    ...(box.parent === null || box.parent === entered ? {} : { parentId: box.parent }),
    position: { x: box.x, y: box.y },
    width: box.width,
    height: box.height,
    handles: handlesOf(view, box),
    selected: isSelected,
    focusable: false,
    deletable: false,
    zIndex: view.is === 'note' ? -1 : 0,
    ariaRole: 'group',
    ariaLabel: view.is === 'note' ? view.text : `${view.title}, ${view.subtitle}`,
    domAttributes: { tabIndex: isStop ? 0 : -1, 'aria-roledescription': words[view.is] },
    data,
  };
}

/** Handles are declared, so that React Flow measures nothing. */
function handlesOf(view: StepView, { width, height }: DrawnBox): NodeHandle[] {
  if (view.is === 'note') return [];
  const at = (id: string, type: 'source' | 'target', position: Position, x: number, y: number): NodeHandle => ({
    id,
    type,
    position,
    x: x - HANDLE / 2,
    y: y - HANDLE / 2,
    width: HANDLE,
    height: HANDLE,
  });
  const handles = view.ports.map(({ id }, index) =>
    at(id, 'source', Position.Bottom, width * portShare(view.ports, index), height),
  );
  if (view.is === 'trigger') return handles;
  if (view.undo === 'undoes') return [at(UNDO, 'target', Position.Left, 0, height / 2)];
  if (view.undo === 'undone') handles.push(at(UNDO, 'source', Position.Right, width, height / 2));
  return [at(ENTRY, 'target', Position.Top, width / 2, 0), ...handles];
}

function sameBox(one: DrawnBox, two: DrawnBox): boolean {
  return (
    one.x === two.x &&
    one.y === two.y &&
    one.width === two.width &&
    one.height === two.height &&
    one.parent === two.parent
  );
}

function keptIfSame<T>(before: readonly T[], after: readonly T[]): readonly T[] {
  return before.length === after.length && before.every((each, index) => each === after[index]) ? before : after;
}
