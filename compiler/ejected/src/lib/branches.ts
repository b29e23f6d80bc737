import { CancellationScope, isCancellation } from '@temporalio/workflow';
import { compensate, NOT_NEEDED } from './compensate.ts';
import { calledOff, errorOf, failure, RunEnded } from './errors.ts';
import type { Place } from './place.ts';

/** A branch; it answers `false` where it ends on its own and does not come to the join. */
export type Branch = (at: Place) => Promise<boolean | undefined>;

export interface JoinOptions {
  /** The join's node, for its errors. */
  readonly node: string;
  /** How many branches are enough; all that come without it. */
  readonly enough?: number | (() => number);
  /** Whether a branch that fails is left out; otherwise the join fails with its error. */
  readonly ignoreErrors?: boolean;
}

/** Who was first, and who came, in that order. */
export interface Joined {
  readonly winner: string;
  readonly arrived: string[];
}

interface Running {
  readonly name: string;
  readonly at: Place;
  readonly scope: CancellationScope;
  state: 'running' | 'arrived' | 'ended' | 'failed';
  caught?: unknown;
  settled: Promise<void>;
}

/**
 * Runs branches at the same time until enough of them have come. The rest is cancelled and settled; what it had done is
 * undone where it is no longer needed, and kept where the join fails. `null`: all ended on their own, nothing goes on.
 */
export async function branches(
  at: Place,
  join: JoinOptions,
  bodies: Readonly<Record<string, Branch>>,
): Promise<Joined | null> {
  const arrived: string[] = [];
  let look = () => {};
  const running = Object.entries(bodies).map(([name, body]) => begin(at, name, body, arrived, () => look()));
  const outcome = await decided(join, running, arrived, (next) => {
    look = next;
  });
  const rest = running.filter(({ state }) => state === 'running');
  for (const { scope } of rest) scope.cancel();
  await Promise.all(rest.map(({ settled }) => settled));
  if ('caught' in outcome) {
    for (const branch of running) branch.at.handUpDone();
    throw outcome.caught;
  }
  for (const branch of running) if (!rest.includes(branch)) branch.at.handUp();
  const undone = rest.flatMap((branch) => branch.at.done.splice(0));
  if (undone.length > 0) await compensate(at, undone, NOT_NEEDED);
  // A branch that failed beside the decision, or an end that ended the run, is nobody's to hide.
  const ended = running.find(({ caught }) => caught instanceof RunEnded);
  if (ended !== undefined) throw ended.caught;
  const [winner] = arrived;
  return winner === undefined ? null : { winner, arrived: [...arrived] };
}

function begin(at: Place, name: string, body: Branch, arrived: string[], tell: () => void): Running {
  const scope = new CancellationScope();
  const place = at.branch();
  const branch: Running = { name, at: place, scope, state: 'running', settled: Promise.resolve() };
  branch.settled = scope
    .run(() => body(place))
    .then(
      (came) => {
        // What was called off does not come any more, even if nothing was in flight that could notice.
        if (scope.consideredCancelled) {
          branch.caught = calledOff();
          return;
        }
        branch.state = came === false ? 'ended' : 'arrived';
        if (branch.state === 'arrived') arrived.push(name);
      },
      (caught: unknown) => {
        branch.caught = caught;
        if (!scope.consideredCancelled || !isCancellation(caught)) branch.state = 'failed';
      },
    )
    .then(tell);
  return branch;
}

/** Resolves when it is clear how the join ends. */
function decided(
  join: JoinOptions,
  running: readonly Running[],
  arrived: readonly string[],
  onChange: (look: () => void) => void,
): Promise<{ readonly enough: true } | { readonly caught: unknown }> {
  return new Promise((resolve) => {
    const look = () => {
      const failed = running.find(({ state, caught }) => state === 'failed' && !mayBeIgnored(join, caught));
      if (failed !== undefined) return resolve({ caught: failed.caught });
      const cancelled = running.find(({ state, caught }) => state === 'running' && caught !== undefined);
      const open = running.filter(({ state, caught }) => state === 'running' && caught === undefined).length;
      if (cancelled !== undefined) return open === 0 ? resolve({ caught: cancelled.caught }) : undefined;
      if (join.enough === undefined) return open === 0 ? resolve({ enough: true }) : undefined;
      if (arrived.length === 0 && typeof join.enough === 'function' && open > 0) return;
      const enough = typeof join.enough === 'function' ? join.enough() : join.enough;
      if (arrived.length >= enough) return resolve({ enough: true });
      if (arrived.length + open < enough) resolve({ caught: unreachable(join.node, enough, arrived) });
    };
    onChange(look);
    look();
  });
}

/** Errors of the service may be left out; a cancellation, the end of the run and a bug may not. */
function mayBeIgnored({ ignoreErrors }: JoinOptions, caught: unknown): boolean {
  if (ignoreErrors !== true || caught instanceof RunEnded || isCancellation(caught)) return false;
  errorOf(caught);
  return true;
}

function unreachable(node: string, needed: number, arrived: readonly string[]): unknown {
  return failure({
    code: 'join.unreachable',
    message: `"${node}" needs ${needed} of its branches, and only ${arrived.length} can arrive.`,
    details: { arrived: [...arrived], needed },
    node,
  });
}

/** The branches whose conditions hold; `otherwise` where none does, and an error where there is no such branch. */
export function chosen(
  node: string,
  conditions: Readonly<Record<string, boolean>>,
  otherwise: string | null,
): string[] {
  const names = Object.keys(conditions).filter((name) => conditions[name] === true);
  if (names.length > 0) return names;
  if (otherwise === null) throw failure({ code: 'no_branch', message: `No branch of "${node}" holds.`, node });
  return [otherwise];
}

/** Those of the branches that have these names. */
export function only(names: readonly string[], all: Readonly<Record<string, Branch>>): Record<string, Branch> {
  return Object.fromEntries(names.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]])));
}
