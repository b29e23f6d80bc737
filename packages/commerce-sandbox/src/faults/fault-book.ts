import type { CallbackEvent } from '../callbacks/shapes.ts';
import type { NewId } from '../ids.ts';
import type { Store } from '../store/open-store.ts';
import { type CallbackFault, type CallbackMatch, USUAL_CALLBACK_FAULTS } from './callback-faults.ts';
import { draw, USUAL_FAULTS } from './draw.ts';
import type { Fault, FaultRule, FaultScript, Match } from './shapes.ts';
import { createTurns } from './turns.ts';

/** A request as rules look at it. */
export interface Subject {
  readonly method: string;
  readonly path: string;
  /** Its Idempotency-Key, if it has an effect. */
  readonly key: string | null;
  /** Field `to` of its body. */
  readonly to: string | null;
}

/** A callback as rules look at it. */
export interface CallbackSubject {
  readonly event: CallbackEvent;
  /** Idempotency-Key of the charge. */
  readonly key: string;
  readonly reference: string | null;
  readonly payer: string;
}

/** The scripted faults. They and their turns are on disk: a sandbox that was killed goes on where it was. */
export interface FaultBook {
  add(script: FaultScript): FaultRule;
  rules(): readonly FaultRule[];
  clear(): void;
  /** The fault of this request: the first rule that matches and is not used up decides, and its turn is taken. */
  take(subject: Subject): Fault | null;
  /** The fault of this callback, likewise; in the caller's transaction. */
  takeForCallback(subject: CallbackSubject): CallbackFault | null;
  /** What `takeForCallback` would give; no turn is taken. */
  peekForCallback(subject: CallbackSubject): CallbackFault | null;
}

/** What rules of both families have in common. */
type Rule<M, F> = { readonly id: string; readonly match: M } & (
  | { readonly sequence: readonly (F | null)[]; readonly per?: 'rule' | 'key' }
  | { readonly seed: number; readonly rate: number; readonly faults?: readonly F[] }
);

interface Choice<F> {
  readonly fault: F | null;
  /** Whose turn, counted by what. */
  readonly turn: readonly [rule: string, counter: string];
}

export function createFaultBook(store: Store, newId: NewId): FaultBook {
  const turns = createTurns(store);
  let rules = store
    .all<{ rule: string }>('select rule from fault_rule order by seq')
    .map(({ rule }) => JSON.parse(rule) as FaultRule);

  function choose<M, F>(
    among: readonly Rule<M, F>[],
    fits: (match: M) => boolean,
    subject: string,
    usual: readonly F[],
  ): Choice<F> | null {
    for (const rule of among) {
      if (!fits(rule.match)) continue;
      const counter = 'sequence' in rule && rule.per !== 'key' ? '' : subject;
      const turn = turns.of(rule.id, counter);
      if ('sequence' in rule && turn >= rule.sequence.length) continue;
      const fault = 'sequence' in rule ? rule.sequence[turn]! : draw(rule, rule.faults ?? usual, counter, turn);
      return { fault, turn: [rule.id, counter] };
    }
    return null;
  }

  function chooseForCallback(subject: CallbackSubject): Choice<CallbackFault> | null {
    const among = rules.filter(isForCallbacks);
    return choose(among, (match) => fitsCallback(match, subject), `callback ${subject.key}`, USUAL_CALLBACK_FAULTS);
  }

  return {
    add(script) {
      const rule: FaultRule = { id: newId('flt'), ...script };
      store.transaction(() => {
        store.run('insert into fault_rule (id, rule) values (?, ?)', rule.id, JSON.stringify(rule));
      });
      rules = [...rules, rule];
      return rule;
    },
    rules: () => rules,
    clear() {
      store.transaction(() => {
        turns.clear();
        store.run('delete from fault_rule');
      });
      rules = [];
    },
    take(subject) {
      const among = rules.filter((rule) => !isForCallbacks(rule)) as readonly Rule<Match, Fault>[];
      const named = subject.key ?? `${subject.method} ${subject.path}`;
      const choice = choose(among, (match) => fitsRequest(match, subject), named, USUAL_FAULTS);
      if (choice === null) return null;
      store.transaction(() => turns.take(...choice.turn));
      return choice.fault;
    },
    takeForCallback(subject) {
      const choice = chooseForCallback(subject);
      if (choice === null) return null;
      turns.take(...choice.turn);
      return choice.fault;
    },
    peekForCallback: (subject) => chooseForCallback(subject)?.fault ?? null,
  };
}

function isForCallbacks(rule: FaultRule): rule is FaultRule & Rule<CallbackMatch, CallbackFault> {
  return 'callback' in rule.match;
}

function fitsRequest(match: Match, { method, path, key, to }: Subject): boolean {
  return (
    (match.method === undefined || match.method === method) &&
    (match.path === undefined || fitsPath(match.path, path)) &&
    (match.key_prefix === undefined || (key?.startsWith(match.key_prefix) ?? false)) &&
    (match.to === undefined || match.to === to)
  );
}

function fitsPath(pattern: string, path: string): boolean {
  return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
}

function fitsCallback(match: CallbackMatch, { event, key, reference, payer }: CallbackSubject): boolean {
  return (
    (match.callback === '*' || match.callback === event) &&
    (match.key_prefix === undefined || key.startsWith(match.key_prefix)) &&
    (match.reference === undefined || match.reference === reference) &&
    (match.payer === undefined || match.payer === payer)
  );
}
