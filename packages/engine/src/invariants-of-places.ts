import type { Plan } from '@omniroute/plan';
import { isParked } from './run/parked.ts';
import type { State } from './state.ts';

/** What is wrong with frames, forks and branches: who stands where, and what is counted. */
export function wrongPlaces(state: State): string[] {
  const wrong: string[] = [];
  const hold = (holds: boolean, sentence: string) => {
    if (!holds) wrong.push(sentence);
  };
  for (const token of Object.values(state.tokens)) {
    const place = token.branch === null ? state.frames[token.frame] : state.branches[token.branch];
    hold(place?.tokens[token.id] === true, `token ${token.id} is not known where it stands`);
    const fork = token.branch === null ? undefined : state.forks[state.branches[token.branch]?.fork ?? -1];
    hold(token.branch === null || fork?.frame === token.frame, `token ${token.id} is in a branch of another frame`);
  }
  for (const [name, places] of [
    ['frame', state.frames],
    ['branch', state.branches],
  ] as const) {
    for (const [id, { tokens, forks, open }] of Object.entries(places)) {
      const held = [...Object.keys(tokens), ...Object.keys(forks)];
      hold(held.length === open, `${name} ${id} counts ${open} and holds ${held.length}`);
      hold(
        Object.keys(tokens).every((token) => state.tokens[Number(token)] !== undefined),
        `${name} ${id} holds a token that is gone`,
      );
      hold(
        Object.keys(forks).every((fork) => state.forks[Number(fork)] !== undefined),
        `${name} ${id} holds a fork that is over`,
      );
    }
  }
  for (const fork of Object.values(state.forks)) {
    const open = fork.branches.reduce((sum, id) => sum + (state.branches[id]?.open ?? Number.NaN), 0);
    const rollbacks = Object.keys(fork.rollbacks).length;
    hold(fork.open === open + rollbacks, `fork ${fork.id} counts ${fork.open} and holds ${open + rollbacks}`);
    hold(fork.open > 0, `fork ${fork.id} is over and still there`);
    for (const { coming, stage } of fork.gathers) {
      hold(coming >= 0, `fork ${fork.id} waits for less than nobody`);
      hold(stage !== 'going' || rollbacks > 0, `a gather of fork ${fork.id} does not go on`);
    }
  }
  for (const branch of Object.values(state.branches))
    hold(state.forks[branch.fork]?.branches.includes(branch.id) === true, `branch ${branch.id} has no fork`);
  return wrong;
}

/** What is wrong with loops, scopes, mutexes and rollbacks. */
export function wrongBodies(plan: Plan, state: State): string[] {
  const wrong: string[] = [];
  const hold = (holds: boolean, sentence: string) => {
    if (!holds) wrong.push(sentence);
  };
  for (const frame of Object.values(state.frames)) {
    if (frame.id === 0 || frame.id <= (state.part?.around ?? 0)) continue;
    if (frame.called !== undefined) {
      const call = state.calls[frame.called.key];
      hold(call?.frame === frame.id, `frame ${frame.id} belongs to no open call`);
      hold(frame.open > 0 || call?.ending === true, `frame ${frame.id} is over and still there`);
      continue;
    }
    const owner = state.tokens[frame.owner ?? -1];
    const key = owner?.key ?? '';
    const container = state.loops[key]?.frames[frame.id] ?? state.scopes[key]?.frame === frame.id;
    hold(container === true, `frame ${frame.id} belongs to no open container`);
    hold(plan.regions[frame.region]?.owner === owner?.node, `frame ${frame.id} is of another container's region`);
    hold(frame.open > 0 || frame.settling || isEnding(state, key), `frame ${frame.id} is over and still there`);
  }
  for (const { key, token } of Object.values(state.calls))
    hold(token === null || state.tokens[token]?.key === key, `${key} is called without a token`);
  for (const { key, token, frames, open, stretches } of Object.values(state.loops)) {
    if (state.part !== null && !open && key !== state.part.loop) continue;
    const child = stretches?.child ?? null;
    hold(child === null || state.children[child]?.loop === key || state.due.includes(key), `${key} waits for nobody`);
    hold(state.tokens[token]?.key === key, `${key} is open without a token`);
    hold(Object.keys(frames).length === open, `${key} counts ${open} turns and has others`);
  }
  for (const { key, token, mutex, frame, ending } of Object.values(state.scopes)) {
    hold(state.tokens[token]?.key === key, `${key} is open without a token`);
    const held = mutex === null ? undefined : state.mutexes[mutex];
    const free = mutex === null || held?.holder === key;
    hold(free || held?.queue.includes(key) === true, `${key} neither has its mutex nor waits for it`);
    hold(ending || free === (frame !== null), `${key} runs without its mutex, or has it and does not run`);
  }
  for (const [name, { holder, queue }] of Object.entries(state.mutexes))
    for (const key of [holder, ...queue]) hold(state.scopes[key]?.mutex === name, `${key} is gone and keeps a mutex`);
  const rollbacks = Object.values(state.rollbacks);
  hold(rollbacks.length === state.counters.rollbacks, 'the number of rollbacks is wrong');
  for (const { id, awaits, left, resting } of rollbacks) {
    const keys = Object.keys(awaits);
    hold(keys.length === left, `rollback ${id} counts ${left} and waits for ${keys.length}`);
    hold(left > 0 || resting || isParked(state), `rollback ${id} waits for nothing`);
    for (const key of keys)
      hold(
        state.pending[key]?.rollback === id || state.calls[key]?.settles === id || state.children[key]?.rollback === id,
        `rollback ${id} waits for ${key} in vain`,
      );
  }
  return wrong;
}

function isEnding(state: State, key: string): boolean {
  return state.loops[key]?.ending === true || state.scopes[key]?.ending === true;
}
