import type { Store } from '../store/open-store.ts';

/** How far each rule has come, in all or for each key; on disk. Changes belong into a transaction of the caller. */
export interface Turns {
  of(rule: string, counter: string): number;
  take(rule: string, counter: string): void;
  clear(): void;
}

export function createTurns(store: Store): Turns {
  return {
    of: (rule, counter) =>
      store.get<{ turn: number }>('select turn from fault_turn where rule = ? and subject = ?', rule, counter)?.turn ??
      0,
    take(rule, counter) {
      store.run(
        'insert into fault_turn (rule, subject, turn) values (?, ?, 1) on conflict do update set turn = turn + 1',
        rule,
        counter,
      );
    },
    clear() {
      store.run('delete from fault_turn');
    },
  };
}
