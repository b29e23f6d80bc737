import type { RunError } from '@omniroute/errors';
import type { RunStatus, SlotRef } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import type { Event, RunFacts } from './event.ts';

/** A contribution to a variable, kept until its region ends. */
export type Contribution = readonly [slot: SlotRef, value: Json];

/** Something that was done and can be undone, with what its undo reads of the past. */
export interface UndoEntry {
  /** Key of what is undone. */
  readonly key: string;
  /** Index of the node that is undone. */
  readonly node: number;
  readonly nodes: Record<string, Json>;
  readonly item?: Json;
  readonly index?: number;
  readonly loop?: Json;
  /** Failed calls of the service that undoes it, and when the first began. */
  tried?: { readonly count: number; readonly first: number };
  /** Its turn in the order of completion. */
  seq: number;
}

/** Where tokens stand together: a frame, or a branch in it. What was done there belongs to it until it ends. */
export interface Place {
  /** Ids of the tokens that stand here and in no branch within. */
  readonly tokens: Record<number, true>;
  /** Ids of the forks opened here. */
  readonly forks: Record<number, true>;
  /** How many of both there are. */
  open: number;
  readonly done: UndoEntry[];
  readonly adds: Contribution[];
  /** It has failed, and what was under way in it is being settled. */
  settling: boolean;
}

/** A called service, as its frame knows it. */
export interface Called {
  /** Key of the visit that called it. */
  readonly key: string;
  readonly service: string;
  readonly version: number;
  readonly trigger: string;
  readonly input: Json;
  /** Frame of the caller. */
  readonly from: number;
  /** Service and node that called it. */
  readonly by: { readonly service: string; readonly node: string };
  /** The output that an `end` of it gave. */
  end: { readonly output: Json } | null;
}

/**
 * One turn of a loop, one visit of a scope, one call of a service (frame 0: the run). Counters, outputs and variables
 * restart with it.
 */
export interface Frame extends Place {
  readonly id: number;
  readonly region: number;
  readonly parent: number | null;
  /** Token of its container, or of the call. */
  readonly owner: number | null;
  /** Key path prefix, `''` for the run, `1.17` inside item 17 of a loop's first visit. */
  readonly path: string;
  /** What keys begin with in it, `ship#2/` inside a called service. */
  readonly prefix?: string;
  /** Of the frame of a called service; it has no parent, since nothing around it can be seen. */
  readonly called?: Called;
  /** Node id → visits so far. */
  readonly visits: Record<string, number>;
  /** Node id → output of its latest visit; none where that failed. */
  readonly outputs: Record<string, Json>;
  readonly slots: Record<SlotRef, Json>;
  /** Back edge → how often it was taken in this visit of the container. */
  readonly turns: Record<string, number>;
  /** Node that completed last. */
  last: string | null;
  /** Key of the loop whose turns run beside each other, of which this is one. */
  readonly beside: string | null;
  readonly item?: Json;
  readonly index?: number;
}

/** A branch of an open fork; after a gather that does not close the fork, several that became one. */
export interface Branch extends Place {
  readonly id: number;
  readonly fork: number;
  /** The exits of the split that it stands for, by their index there. */
  readonly of: readonly number[];
  /** Gathers, by their position at the fork, where it arrived or came from. */
  readonly through: number[];
  /** Gathers that it can no longer arrive at, those of `through` included. */
  readonly past: number[];
  /** What it overwrote, so that it can be taken back; `[]` is a value that was not there. */
  readonly before: { readonly outputs: Record<string, Json[]>; readonly slots: Record<string, Json[]> };
}

/** What has come to a gather of an open fork. `going`: enough; what it cancelled is being settled. */
export interface Gathering {
  /** Branches in order of arrival, and the names of the exits that they stand for. */
  readonly arrived: number[];
  readonly names: string[];
  /** Exits that arrived; that can still arrive; that are needed, once it is known. */
  count: number;
  coming: number;
  needed: number | null;
  stage: 'open' | 'going' | 'done';
}

/** A split that was entered and whose tokens have not all ended or left it. */
export interface OpenFork {
  readonly id: number;
  readonly node: number;
  readonly frame: number;
  /** Branch of another fork in which the split stood. */
  readonly around: number | null;
  /** The error in scope at the split, and again behind it. */
  readonly error: RunError | null;
  readonly branches: number[];
  /** One for each gather of the split. */
  readonly gathers: Gathering[];
  /** Tokens and forks open in all its branches, and rollbacks that it waits for. */
  open: number;
  readonly rollbacks: Record<number, true>;
}

/** How a loop of very many turns is divided: a stretch of turns begins when the one before has ended. */
export interface Stretches {
  readonly size: number;
  /** Index behind the last turn of the stretch under way. */
  end: number;
  /** Each is done by a workflow of its own. */
  readonly apart: boolean;
  /** Key of the one that does the stretch under way, or will. */
  child: string | null;
}

/** A workflow that does a stretch of a loop's turns for this run. */
export interface Child {
  readonly key: string;
  /** `null`: the loop was cancelled. */
  loop: string | null;
  /** The rollback that waits for it, and whether that undoes what it had done. */
  rollback: number | null;
  undo: boolean;
}

/** What a workflow that does a stretch of turns is to its run. */
export interface Part {
  /** Key of the loop. */
  readonly loop: string;
  /** Frames up to this id are those around the loop: they are there to be read. */
  readonly around: number;
  begun: boolean;
  /** What came of it, once all of it is settled. */
  report: PartReport | null;
}

/** What came of a stretch of turns: what the loop takes over. */
export interface PartReport {
  readonly results: Json[];
  readonly errors: Json[];
  readonly adds: Record<string, Contribution[]>;
  /** As the loop counts them, those of the stretches before included. */
  readonly count: number;
  readonly failed: number;
  readonly weight: number;
  /** What can be undone, and the last place given in the order of completion. */
  readonly done: UndoEntry[];
  readonly last: number;
  /** Why the loop fails. */
  readonly failure: Failure | null;
}

/** A loop under way. */
export interface OpenLoop {
  readonly key: string;
  readonly token: number;
  /** What an each goes over, as its expression gave it. */
  readonly items: readonly Json[];
  /** Turns there will be, where that is known. */
  readonly total: number | null;
  /** Where only a stretch of its turns is done here: index of the first of them, and how many turns the whole loop has. */
  readonly from: number;
  readonly whole: number | null;
  stretches: Stretches | null;
  next: number;
  /** Frames of turns under way, and how many there are. */
  readonly frames: Record<number, true>;
  open: number;
  readonly results: Json[];
  readonly errors: Json[];
  /** Turns that ended well, and those that failed. */
  count: number;
  failed: number;
  /** `i<index>` → contributions of a turn that ran beside others. */
  readonly adds: Record<string, Contribution[]>;
  /** Bytes that results, errors and contributions take. */
  weight: number;
  /** Variables as they stood at the start, where turns run beside each other. */
  readonly vars: Record<string, Json> | null;
  ending: boolean;
  readonly rollbacks: Record<number, true>;
}

/** A scope under way, or waiting for its turn. */
export interface OpenScope {
  readonly key: string;
  readonly token: number;
  frame: number | null;
  readonly mutex: string | null;
  ending: boolean;
  readonly rollbacks: Record<number, true>;
}

/** A service called as a part of the run. */
export interface OpenCall {
  readonly key: string;
  /** `null`: it was cancelled, or undoes something. */
  token: number | null;
  readonly node: number;
  /** Frame of the caller, and of the service once that is entered. */
  readonly from: number;
  frame: number | null;
  readonly input: Json;
  ending: boolean;
  readonly rollbacks: Record<number, true>;
  /** The rollback that waits for it. */
  settles: number | null;
  /** What it undoes. */
  readonly entry?: UndoEntry;
}

/** Who holds a mutex and who waits for it, by visit key, first come first. */
export interface Mutex {
  holder: string;
  readonly queue: string[];
}

/** A failure on its way out, and whether it has made an undo run. */
export interface Failure {
  readonly error: RunError;
  readonly undone: boolean;
}

/** What goes on once everything cancelled has reported back and what was to be undone is undone. */
export type Then =
  | { readonly go: 'join'; readonly fork: number; readonly gather: number }
  | { readonly go: 'join_fails'; readonly fork: number; readonly gather: number; readonly failure: Failure }
  | { readonly go: 'branch_dropped'; readonly branch: number }
  | { readonly go: 'turn_fails'; readonly frame: number; readonly failure: Failure }
  | { readonly go: 'loop_ends'; readonly key: string }
  | { readonly go: 'loop_fails'; readonly key: string; readonly failure: Failure }
  | { readonly go: 'scope_fails'; readonly key: string; readonly failure: Failure; readonly late: boolean }
  | { readonly go: 'call_fails'; readonly key: string; readonly failure: Failure }
  | { readonly go: 'call_ends'; readonly key: string }
  | { readonly go: 'call_cancelled'; readonly key: string }
  | { readonly go: 'run_ends' };

/** Part of a run that was cancelled: it is settled, then undone, then something goes on. */
export interface Rollback {
  readonly id: number;
  /** Frame whose variables its undos see. */
  readonly frame: number;
  readonly error: RunError | null;
  /** Whether what was done is undone; otherwise it is kept, for whoever goes on. */
  readonly undo: boolean;
  readonly entries: UndoEntry[];
  readonly kept: UndoEntry[];
  /** Keys of effects that must report back first, and how many. */
  readonly awaits: Record<string, true>;
  left: number;
  /** The entries are in order of completion. */
  sorted: boolean;
  /** An undo has run. */
  undone: boolean;
  /** The next undo waits for a fresh history. */
  resting: boolean;
  then: Then;
}

/** An undo that failed for good: nothing moves until a person decides. */
export interface Incident {
  readonly key: string;
  readonly error: RunError;
  /** The rollback that it belongs to, and what it was to undo. */
  rollback: number;
  readonly entry: UndoEntry;
}

/** A place where control is. */
export interface Token {
  readonly id: number;
  node: number;
  readonly frame: number;
  /** Innermost branch. */
  readonly branch: number | null;
  /** Key of the visit under way; `null` before the visit begins: such a token is ready to run. */
  key: string | null;
  /** The error in scope on paths that begin at an `error` or `timeout` port. */
  error: RunError | null;
  /** It stands in an open wait, task or container: nothing of its own is under way. */
  waiting: boolean;
  /** Calls of `uuid()` in this visit so far. */
  uuids: number;
  /** Names of the branches that became this token at a join, in order of arrival. */
  joined: readonly string[] | null;
  /** Failed visits of a container that is tried again, and when the first began. */
  tried: { readonly count: number; readonly first: number } | null;
}

/** Something outside that is awaited: the engine never schedules a key twice while it is here. */
export interface Pending {
  readonly key: string;
  /** `null`: what asked for it was cancelled, or it undoes something. */
  token: number | null;
  readonly node: number;
  readonly kind: 'act' | 'subscribe' | 'open' | 'close' | 'escalate' | 'undo' | 'find' | 'register';
  /** The rollback that waits for it. */
  rollback?: number;
  /** What is to be undone if a cancelled effect has reached its target after all. */
  entry?: UndoEntry;
  /** It is undone even where that rollback keeps what was done. */
  undo?: boolean;
  /** A person called it off: it begins anew under another key, or its node ends with an output. */
  instead?: { readonly again: string } | { readonly output: Json };
  /** A task that was withdrawn while it was being opened: its row is closed once it is there. */
  withdrawn?: string;
}

/** A timer in absolute time, so that it carries over to a next run. */
export interface Timer {
  readonly key: string;
  readonly at: number;
  readonly token: number | null;
  readonly role: 'deadline' | 'event' | 'timeout' | 'due' | 'escalation' | 'retry' | 'yield';
  /** Event id of a wait, number of an escalation, key of a call. */
  readonly detail: string;
}

/** An open wait, in order of opening. */
export interface OpenWait {
  readonly key: string;
  readonly token: number;
  readonly node: number;
  readonly opened_at: number;
  /** Event id → evaluated correlation, for messages; the wait's own key for callbacks. */
  readonly correlations: Record<string, string>;
  /** Keys of its timers. */
  readonly timers: string[];
  /** One of its events is a condition. */
  readonly conditional: boolean;
}

/** An open human task. */
export interface OpenTask {
  readonly key: string;
  readonly token: number;
  readonly node: number;
  readonly opened_at: number;
  readonly task: Json;
  /** Keys of its timers. */
  readonly timers: string[];
  /** Its inbox row is being written; an answer may come before that is known here. */
  opening: boolean;
  /** How it was settled: the token leaves once the inbox row is closed. */
  settled: { port: string; output: Json; state: 'answered' | 'timed_out' | 'withdrawn'; error?: RunError } | null;
  overdue: boolean;
  /** Who may answer besides those it was opened for. */
  readonly escalated: Json[];
}

/** Unread mail. */
export interface Mail {
  readonly id: string;
  readonly name: string;
  readonly correlation: string;
  readonly payload: Json;
  readonly received_at: number;
}

/** Why a run ends before its last token: it ends once nothing is in flight any more. */
export interface Ending {
  readonly status: 'failed' | 'cancelled' | 'completed';
  readonly error: RunError | null;
  /** It made an undo run. */
  undone: boolean;
}

/**
 * Everything a run is between two activations: plain JSON, small, owned by the host, mutated in place by `step`.
 * What is looked up by key is a record, so that a step costs the same however much is open; keys of nodes never look
 * like integers, so the order of insertion survives JSON.
 */
export interface State {
  readonly abi: 1;
  facts: RunFacts | null;
  input: Json;
  /** Logical now in milliseconds; never goes back. */
  clock: number;
  status: RunStatus;
  readonly frames: Record<number, Frame>;
  readonly tokens: Record<number, Token>;
  readonly forks: Record<number, OpenFork>;
  readonly branches: Record<number, Branch>;
  /** Visit key → open loop, open scope, open call. */
  readonly loops: Record<string, OpenLoop>;
  readonly scopes: Record<string, OpenScope>;
  readonly calls: Record<string, OpenCall>;
  /** Key → workflow that does a stretch of a loop's turns. */
  readonly children: Record<string, Child>;
  /** Keys of loops whose next stretch is to be begun by a workflow of its own. */
  due: string[];
  /** Set where this is such a workflow. */
  readonly part: Part | null;
  /** `=` and the canonical value → who has it. */
  readonly mutexes: Record<string, Mutex>;
  readonly rollbacks: Record<number, Rollback>;
  incident: Incident | null;
  /** A person has paused it. */
  paused: boolean;
  /** Events that came while it was parked (paused, or with an incident), in order of arrival. */
  held: Event[];
  /** Key → the number of its latest redo by a person. */
  readonly redone: Record<string, number>;
  /** Tokens whose visit may begin, in the order in which they became ready; empty but after a yield or while draining. */
  ready: number[];
  /** What is ready waits for a fresh history. */
  draining: boolean;
  /** It is too large for a fresh history, and goes on in this one to its end. */
  full: boolean;
  /** Key → what is under way outside. */
  readonly pending: Record<string, Pending>;
  readonly timers: Record<string, Timer>;
  /** Visit key → open wait, oldest first. */
  readonly waits: Record<string, OpenWait>;
  /** Visit key → open task. */
  readonly tasks: Record<string, OpenTask>;
  mail: Mail[];
  /** `name id` of messages taken or kept, oldest first, bounded: repeated delivery is harmless. */
  seen: string[];
  /** Update id → answer of closed tasks, newest last, bounded: an Update repeated after continue-as-new gets the same answer. */
  answered: { update: string; ok: boolean; text: string }[];
  ending: Ending | null;
  end: { status: string | null; output: Json; given: boolean } | null;
  result: { status: RunStatus; output: Json; error: RunError | null; end_status: string | null } | null;
  readonly counters: {
    /** Last ids given. */
    token: number;
    frame: number;
    fork: number;
    branch: number;
    rollback: number;
    /** Last place given in the order of completion of what can be undone. */
    done: number;
    /** Tokens that exist; tokens that are not waiting; open waits with a condition; things under way outside; rollbacks. */
    live: number;
    busy: number;
    conditional: number;
    pending: number;
    rollbacks: number;
    /** Fuel used by the whole run; activations that ended by yielding. */
    fuel: number;
    yields: number;
  };
}
