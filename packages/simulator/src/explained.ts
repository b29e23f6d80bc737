import { explainDecision, type JudgedBranch, type State } from '@omniroute/engine';
import { type Plan, parseKey } from '@omniroute/plan';
import type { Deed } from './script.ts';

/** Something of a wait that somebody outside can answer: a message under a key, or a callback. */
export interface OpenDoor {
  readonly event: string;
  readonly correlation: string;
}

/** Why a simulated run went as it went. */
export interface Explanation {
  /** Key of a decision's visit → how its branches were judged, up to the one taken. */
  readonly decisions: Readonly<Record<string, readonly JudgedBranch[]>>;
  /** Key of a wait's visit → what it waited for from outside. */
  readonly waits: Readonly<Record<string, readonly OpenDoor[]>>;
  /** What was done and nobody took: what, when and why. */
  readonly refused: readonly { readonly at: number; readonly deed: Deed; readonly reason: string }[];
}

/** Gathers what explains a run while it is simulated; what is judged here is gone afterwards. */
export class Explained {
  private readonly decisions: Record<string, readonly JudgedBranch[]> = {};
  private readonly waits: Record<string, readonly OpenDoor[]> = {};
  /** Nodes of a plan that decide: only these are worth a look at each visit. */
  private deciding: { readonly plan: Plan; readonly ids: ReadonlySet<string> } | null = null;

  /** A visit is being reported; its token stands there still. */
  decided(plan: Plan, state: State, key: string): void {
    if (this.deciding?.plan !== plan)
      this.deciding = { plan, ids: new Set(plan.nodes.filter(({ op }) => op === 'decide').map(({ id }) => id)) };
    if (!this.deciding.ids.has(parseKey(key).node)) return;
    const judged = explainDecision(plan, state, key);
    if (judged !== null) this.decisions[key] = judged;
  }

  /** Looks for waits that were opened. */
  look(state: State): void {
    for (const [key, wait] of Object.entries(state.waits))
      this.waits[key] ??= Object.entries(wait.correlations).map(([event, correlation]) => ({ event, correlation }));
  }

  told(refused: Explanation['refused']): Explanation {
    return { decisions: this.decisions, waits: this.waits, refused };
  }
}
