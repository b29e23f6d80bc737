import { setTimeout as sleep } from 'node:timers/promises';
import type { Scenario } from '@omniroute/plan';
import type { TestStack } from '@omniroute/testing/stack';

const LOOK_EVERY_MS = 200;

interface OpenTask {
  readonly id: string;
  readonly run_id: string;
  readonly node: string;
}

/** People who answer every task that appears as its run's scenario says, however often the server goes away. */
export function peopleAt(
  stack: TestStack,
  scenarioOf: (run: string) => Scenario | undefined,
): { stop(): Promise<void> } {
  let stopped = false;
  const done = (async () => {
    while (!stopped) {
      const page = await stack
        .api<{ items: OpenTask[] }>('GET', '/tasks?state=open&limit=100')
        .catch(() => ({ items: [] }));
      for (const task of page.items) {
        const answer = scenarioOf(task.run_id)?.tasks?.find((each) => each.node === task.node);
        if (answer === undefined) continue;
        const { outcome, data = {} } = answer;
        // A task answered a moment ago is refused; the next look shows what is left.
        await stack.api('POST', `/tasks/${task.id}/answer`, { outcome, data }).catch(() => undefined);
      }
      await sleep(LOOK_EVERY_MS);
    }
  })();
  return {
    async stop() {
      stopped = true;
      await done;
    },
  };
}
