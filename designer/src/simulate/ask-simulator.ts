import type {
  IdeasAnswer,
  IdeasRequest,
  PlayAnswer,
  Played,
  PlayRequest,
  PlayWorker,
  StartSimulator,
} from './protocol.ts';
import type { MadeUp } from './scenarios/generate.ts';

/** A simulation that takes longer is stopped: it would not end at all. */
const LONGEST_MS = 15_000;

/** Asks the simulator and waits for what came of it. */
export interface Player {
  play(request: Omit<PlayRequest, 'turn'>): Promise<readonly Played[]>;
  makeUp(request: Omit<IdeasRequest, 'turn'>): Promise<readonly MadeUp[]>;
  stop(): void;
}

type Answer = PlayAnswer | IdeasAnswer;

interface Waiting {
  give(answer: Answer): void;
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

  function answered(answer: Answer): void {
    const asked = waiting.get(answer.turn);
    if (asked === undefined) return;
    clearTimeout(asked.timer);
    waiting.delete(answer.turn);
    asked.give(answer);
  }

  function ask(request: Omit<PlayRequest, 'turn'> | Omit<IdeasRequest, 'turn'>): Promise<Answer> {
    return new Promise((resolve, refuse) => {
      worker ??= start({ answered, fell: () => give(words.fell) });
      turn += 1;
      waiting.set(turn, { give: resolve, refuse, timer: setTimeout(() => give(words.tooLong), LONGEST_MS) });
      worker.ask({ ...request, turn });
    });
  }

  return {
    async play(request) {
      const answer = await ask(request);
      return 'played' in answer ? answer.played : [];
    },
    async makeUp(request) {
      const answer = await ask(request);
      return 'madeUp' in answer ? answer.madeUp : [];
    },
    stop: () => give(words.fell),
  };
}
