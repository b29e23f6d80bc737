import type { PlayAnswer, Played, PlayRequest, PlayWorker, StartSimulator } from './protocol.ts';

/** A simulation that takes longer is stopped: it would not end at all. */
const LONGEST_MS = 15_000;

/** Plays scenarios and waits for what came of it. */
export interface Player {
  play(request: Omit<PlayRequest, 'turn'>): Promise<readonly Played[]>;
  stop(): void;
}

interface Waiting {
  give(played: readonly Played[]): void;
  refuse(error: Error): void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** Makes questions of the simulator promises; a worker that fell over or never answers is started anew with the next question. */
export function askSimulator(start: StartSimulator, words: { tooLong: string; fell: string }): Player {
  const waiting = new Map<number, Waiting>();
  let worker: PlayWorker | null = null;
  let turn = 0;

  function give(up: string): void {
    worker?.stop();
    worker = null;
    for (const { refuse, timer } of waiting.values()) {
      clearTimeout(timer);
      refuse(new Error(up));
    }
    waiting.clear();
  }

  function answered({ turn: of, played }: PlayAnswer): void {
    const asked = waiting.get(of);
    if (asked === undefined) return;
    clearTimeout(asked.timer);
    waiting.delete(of);
    asked.give(played);
  }

  return {
    play: (request) =>
      new Promise((resolve, refuse) => {
        worker ??= start({ answered, fell: () => give(words.fell) });
        turn += 1;
        waiting.set(turn, { give: resolve, refuse, timer: setTimeout(() => give(words.tooLong), LONGEST_MS) });
        worker.ask({ ...request, turn });
      }),
    stop: () => give(words.fell),
  };
}
