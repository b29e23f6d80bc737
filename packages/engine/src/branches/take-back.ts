import { branchesAround } from '../run/places.ts';
import type { Run } from '../run/run.ts';
import { outputChanged } from '../run/view.ts';
import type { Branch, Frame, OpenFork, State, Token } from '../state.ts';

/** Remembers an output that is about to change, for every branch around that a gather may cancel. */
export function noteOutput(state: State, branch: number, frame: Frame, node: string): void {
  for (let at: number | null = branch; at !== null; ) {
    const { fork: own, before } = state.branches[at] as Branch;
    const fork = state.forks[own] as OpenFork;
    if (fork.gathers.length > 0 && !Object.hasOwn(before.outputs, node)) {
      const value = frame.outputs[node];
      before.outputs[node] = value === undefined ? [] : [value];
    }
    at = fork.around;
  }
}

/** Remembers a variable that a token is about to change, for every branch between the token and the variable's frame. */
export function noteVariable(state: State, token: Token, holder: Frame, slot: number): void {
  const name = `${holder.id}:${slot}`;
  const value = holder.slots[slot];
  let [frame, branch] = [state.frames[token.frame], token.branch];
  for (;;) {
    for (const { fork, before } of branchesAround(state, branch)) {
      if (state.forks[fork]?.gathers.length === 0 || Object.hasOwn(before.slots, name)) continue;
      before.slots[name] = value === undefined ? [] : [value];
    }
    const owner = frame?.owner == null || frame === holder ? undefined : state.tokens[frame.owner];
    if (owner === undefined) return;
    [frame, branch] = [state.frames[owner.frame], owner.branch];
  }
}

/** What a cancelled branch wrote and contributed is taken back: nobody ever sees it. */
export function takeBack(run: Run, branch: Branch): void {
  const { state } = run;
  branch.adds.length = 0;
  const frame = state.frames[(state.forks[branch.fork] as OpenFork).frame] as Frame;
  for (const [node, [value]] of Object.entries(branch.before.outputs)) {
    if (value === undefined) delete frame.outputs[node];
    else frame.outputs[node] = value;
    outputChanged(state, frame, node, value);
  }
  for (const [name, [value]] of Object.entries(branch.before.slots)) {
    const [holder = 0, slot = 0] = name.split(':').map(Number);
    const held = state.frames[holder];
    if (held === undefined) continue;
    if (value !== undefined) run.assign(held, slot, value);
    else {
      delete held.slots[slot];
      run.forgetVariables();
    }
  }
}
