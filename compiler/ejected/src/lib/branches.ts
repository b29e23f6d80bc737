import { CancellationScope, isCancellation, TemporalFailure } from '@temporalio/workflow';
import { compensate, NOT_NEEDED } from './compensate.ts';
import { calledOff, failure } from './errors.ts';
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
  /** Whether the rest goes on by itself once enough have come; otherwise it is called off. */
  readonly letRun?: boolean;
  /** Forgets what a branch has given, if it was called off. */
  readonly forget?: Readonly<Record<string, () => void>>;
}

/** Who was first, and who came, in that order. */
export interface Joined<Name extends string = string> {
  readonly winner: Name;
  readonly arrived: Name[];
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
export async function branches<Name extends string>(
  at: Place,
  join: JoinOptions,
  bodies: Readonly<Record<Name, Branch>>,
): Promise<Joined<Name> | null> {
  const meeting: Meeting = { arrived: [], over: false, look: () => {} };
  const running = Object.entries<Branch>(bodies).map(([name, body]) => begin(at, name, body, meeting));
  const outcome = await decided(join, running, meeting);
  const rest = running.filter(({ state }) => state === 'running');
  if (join.letRun === true && 'enough' in outcome) return goingOn(at, meeting, running, rest);
  for (const { scope } of rest) scope.cancel();
  await Promise.all(rest.map(({ settled }) => settled));
  if ('caught' in outcome) {
    for (const branch of running) branch.at.handUpDone();
    throw outcome.caught;
  }
  for (const branch of running) if (!rest.includes(branch)) branch.at.handUp();
  for (const { name } of rest) join.forget?.[name]?.();
  const undone = rest.flatMap((branch) => branch.at.done.splice(0));
  if (undone.length > 0) await compensate(at, undone, NOT_NEEDED);
  return whoCame(meeting);
}

function whoCame<Name extends string>({ arrived }: Meeting): Joined<Name> | null {
  const names = [...arrived] as Name[];
  const [winner] = names;
  return winner === undefined ? null : { winner, arrived: names };
}

/** The rest goes on by itself: what it does is the place's once it has ended. */
function goingOn<Name extends string>(
  at: Place,
  meeting: Meeting,
  running: readonly Running[],
  rest: readonly Running[],
): Joined<Name> | null {
  for (const branch of running) {
    if (!rest.includes(branch)) branch.at.handUp();
    else at.letRun({ scope: branch.scope, settled: branch.settled.then(() => branch.at.handUp()) });
  }
  return whoCame(meeting);
}

/** What the branches share. Once it is over, what still comes is too late, even in the same moment. */
interface Meeting {
  readonly arrived: string[];
  over: boolean;
  look: () => void;
}

function begin(at: Place, name: string, body: Branch, meeting: Meeting): Running {
  const scope = new CancellationScope();
  const place = at.branch();
  const branch: Running = { name, at: place, scope, state: 'running', settled: Promise.resolve() };
  branch.settled = scope
    .run(() => body(place))
    .then(
      (came) => {
        // What was called off does not come any more, even if nothing was in flight that could notice.
        if (meeting.over || scope.consideredCancelled) {
          branch.caught = calledOff();
          return;
        }
        branch.state = came === false ? 'ended' : 'arrived';
        if (branch.state === 'arrived') meeting.arrived.push(name);
      },
      (caught: unknown) => {
        branch.caught = caught;
        if (!meeting.over && !(scope.consideredCancelled && isCancellation(caught))) branch.state = 'failed';
      },
    )
    .then(() => meeting.look());
  return branch;
}

type Decision = { readonly enough: true } | { readonly caught: unknown };

/** Resolves when it is clear how the join ends. */
function decided(join: JoinOptions, running: readonly Running[], meeting: Meeting): Promise<Decision> {
  return new Promise((resolve) => {
    meeting.look = () => {
      const decision = meeting.over ? null : decisionOf(join, running, meeting.arrived);
      if (decision === null) return;
      meeting.over = true;
      resolve(decision);
    };
    meeting.look();
  });
}

function decisionOf(join: JoinOptions, running: readonly Running[], arrived: readonly string[]): Decision | null {
  const failed = running.find(({ state, caught }) => state === 'failed' && !mayBeIgnored(join, caught));
  if (failed !== undefined) return { caught: failed.caught };
  const cancelled = running.find(({ state, caught }) => state === 'running' && caught !== undefined);
  const open = running.filter(({ state, caught }) => state === 'running' && caught === undefined).length;
  if (cancelled !== undefined) return open === 0 ? { caught: cancelled.caught } : null;
  if (join.enough === undefined) return open === 0 ? { enough: true } : null;
  if (arrived.length === 0 && open > 0 && typeof join.enough === 'function') return null;
  try {
    const enough = typeof join.enough === 'function' ? join.enough() : join.enough;
    if (arrived.length >= enough) return { enough: true };
    return arrived.length + open < enough ? { caught: unreachable(join.node, enough, arrived) } : null;
  } catch (caught) {
    return { caught };
  }
}

/** Errors of the service may be left out; a cancellation, the end of the run and a bug may not. */
function mayBeIgnored({ ignoreErrors }: JoinOptions, caught: unknown): boolean {
  return ignoreErrors === true && caught instanceof TemporalFailure && !isCancellation(caught);
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
export function chosen<Name extends string, Otherwise extends string = never>(
  node: string,
  conditions: Readonly<Record<Name, boolean>>,
  otherwise: Otherwise | null,
): (Name | Otherwise)[] {
  const names = (Object.keys(conditions) as Name[]).filter((name) => conditions[name]);
  if (names.length > 0) return names;
  if (otherwise === null) throw failure({ code: 'no_branch', message: `No branch of "${node}" holds.`, node });
  return [otherwise];
}

/** Those of the branches that have these names. */
export function only<Name extends string>(
  names: readonly Name[],
  all: Readonly<Record<Name, Branch>>,
): Readonly<Record<Name, Branch>> {
  return Object.fromEntries(names.map((name) => [name, all[name]])) as Record<Name, Branch>;
}
