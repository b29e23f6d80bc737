import { executeChild, proxyActivities } from '@temporalio/workflow';

const { work } = proxyActivities<{ work(item: number): Promise<null> }>({ startToCloseTimeout: '30 seconds' });

/** How a loop is often written by hand: a child workflow for each item, so many at once. */
export async function childForEach(items: readonly number[], atOnce: number): Promise<number> {
  const left = [...items];
  const runner = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift())
      await executeChild(oneItem, { args: [next] });
  };
  await Promise.all(Array.from({ length: atOnce }, runner));
  return items.length;
}

/** The work of one item. */
export async function oneItem(item: number): Promise<null> {
  return work(item);
}
