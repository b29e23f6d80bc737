/** Does one thing after the other. What fails tells its caller, and the next goes on. */
export function createQueue() {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run<T>(work: () => Promise<T>): Promise<T> {
      const result = last.then(work);
      last = result.then(
        () => undefined,
        () => undefined,
      );
      return result;
    },
    /** Resolves when all that was asked for until now is done. */
    idle: () => last.then(() => undefined),
  };
}
