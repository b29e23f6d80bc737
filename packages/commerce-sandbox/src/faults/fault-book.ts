import type { NewId } from '../ids.ts';
import type { Store } from '../store/open-store.ts';
import { draw } from './draw.ts';
import type { Fault, FaultRule, FaultScript, Match } from './shapes.ts';

/** A request as rules look at it. */
export interface Subject {
  readonly method: string;
  readonly path: string;
  /** Its Idempotency-Key, if it has an effect. */
  readonly key: string | null;
  /** Field `to` of its body. */
  readonly to: string | null;
}

/** The scripted faults. They and their turns are on disk: a sandbox that was killed goes on where it was. */
export interface FaultBook {
  add(script: FaultScript): FaultRule;
  rules(): readonly FaultRule[];
  clear(): void;
  /** The fault of this request: the first rule that matches and is not used up decides, and its turn is taken. */
  take(subject: Subject): Fault | null;
}

export function createFaultBook(store: Store, newId: NewId): FaultBook {
  let rules = store
    .all<{ rule: string }>('select rule from fault_rule order by seq')
    .map(({ rule }) => JSON.parse(rule) as FaultRule);

  function turnOf(rule: string, subject: string): number {
    const row = store.get<{ turn: number }>(
      'select turn from fault_turn where rule = ? and subject = ?',
      rule,
      subject,
    );
    return row?.turn ?? 0;
  }

  function takeTurn(rule: string, subject: string): void {
    store.transaction(() => {
      store.run(
        'insert into fault_turn (rule, subject, turn) values (?, ?, 1) on conflict do update set turn = turn + 1',
        rule,
        subject,
      );
    });
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
        store.run('delete from fault_turn');
        store.run('delete from fault_rule');
      });
      rules = [];
    },
    take(subject) {
      for (const rule of rules) {
        if (!matches(rule.match, subject)) continue;
        const counter = counterOf(rule, subject);
        const turn = turnOf(rule.id, counter);
        if ('sequence' in rule && turn >= rule.sequence.length) continue;
        takeTurn(rule.id, counter);
        return 'sequence' in rule ? rule.sequence[turn]! : draw(rule, counter, turn);
      }
      return null;
    },
  };
}

function matches(match: Match, { method, path, key, to }: Subject): boolean {
  return (
    (match.method === undefined || match.method === method) &&
    (match.path === undefined || fits(match.path, path)) &&
    (match.key_prefix === undefined || (key?.startsWith(match.key_prefix) ?? false)) &&
    (match.to === undefined || match.to === to)
  );
}

function fits(pattern: string, path: string): boolean {
  return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
}

/** What a rule counts its turns by. */
function counterOf(rule: FaultRule, { method, path, key }: Subject): string {
  if ('sequence' in rule) return rule.per === 'key' ? (key ?? `${method} ${path}`) : '';
  return key ?? `${method} ${path}`;
}
