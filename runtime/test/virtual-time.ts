/** Time that passes only when everybody waits: work of minutes is played in an instant, in the order it would happen. */
export interface VirtualTime {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** Plays all to their ends; between two moments nobody is awake. */
  play(all: readonly (() => Promise<void>)[]): Promise<void>;
}

export function createVirtualTime(): VirtualTime {
  let now = 0;
  let awake = 0;
  let sleepers: { readonly at: number; wake(): void }[] = [];

  /** Once nobody is awake, time goes to the next moment. */
  function fallAsleep(): void {
    awake -= 1;
    if (awake > 0 || sleepers.length === 0) return;
    now = Math.min(...sleepers.map(({ at }) => at));
    const due = sleepers.filter(({ at }) => at <= now);
    sleepers = sleepers.filter(({ at }) => at > now);
    awake += due.length;
    for (const sleeper of due) sleeper.wake();
  }

  return {
    now: () => now,
    sleep: (milliseconds) =>
      new Promise((wake) => {
        sleepers.push({ at: now + milliseconds, wake });
        fallAsleep();
      }),
    async play(all) {
      awake = all.length;
      await Promise.all(all.map((each) => each().finally(fallAsleep)));
    },
  };
}
