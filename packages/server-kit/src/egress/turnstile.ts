/** Lets a bounded number of holders in for each key; the others wait in order of arrival. */
export class Turnstile {
  readonly #limit: number;
  readonly #gates = new Map<string, { inside: number; waiting: Set<() => void> }>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Waits for a place and resolves to its release; rejects with the signal's reason when that fires first. */
  enter(key: string, signal: AbortSignal): Promise<() => void> {
    const gate = this.#gates.get(key) ?? { inside: 0, waiting: new Set() };
    this.#gates.set(key, gate);
    if (gate.inside < this.#limit) {
      gate.inside += 1;
      return Promise.resolve(this.#release(key));
    }
    return new Promise((resolve, reject) => {
      const admit = (): void => {
        signal.removeEventListener('abort', giveUp);
        resolve(this.#release(key));
      };
      const giveUp = (): void => {
        gate.waiting.delete(admit);
        reject(signal.reason);
      };
      gate.waiting.add(admit);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  /** A leaving holder hands its place to the first in line, so `inside` counts places, not people. */
  #release(key: string): () => void {
    let released = false;
    return () => {
      const gate = this.#gates.get(key);
      if (released || gate === undefined) return;
      released = true;
      const [next] = gate.waiting;
      if (next !== undefined) {
        gate.waiting.delete(next);
        next();
      } else {
        gate.inside -= 1;
        if (gate.inside === 0) this.#gates.delete(key);
      }
    };
  }
}
