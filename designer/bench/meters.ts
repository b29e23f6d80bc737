import type { Browser, CDPSession, Page } from 'playwright-core';

/** What a gesture cost. */
export interface Cost {
  /** Frames a second, from the times between animation frames. */
  readonly fps: number;
  /** Milliseconds between two frames, 95th percentile. */
  readonly p95: number;
  /** Milliseconds of the main thread a step. */
  readonly step: number;
  /** Part of the frames the compositor wanted and dropped, 0 to 1. */
  readonly dropped: number;
}

type Timed = { times: number[]; on: boolean };
type Window = { measured: Timed };

/** Milliseconds of tasks on the page's main thread since it began. */
export async function taskTime(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000;
}

/** Measures frames, main thread and compositor while a gesture of `steps` steps goes on. */
export async function metered(
  { browser, page, cdp }: { browser: Browser; page: Page; cdp: CDPSession },
  steps: number,
  gesture: () => Promise<void>,
): Promise<Cost> {
  await page.evaluate(() => {
    const timed: Timed = { times: [], on: true };
    (window as unknown as Window).measured = timed;
    const frame = (time: number) => {
      timed.times.push(time);
      if (timed.on) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  const began = await taskTime(cdp);
  await gesture();
  const spent = (await taskTime(cdp)) - began;
  const times = await page.evaluate(() => {
    const { measured } = window as unknown as Window;
    measured.on = false;
    return measured.times;
  });
  // The compositor is looked at in a gesture of its own: tracing costs time.
  await browser.startTracing(page, { categories: ['cc', 'benchmark', 'viz'] });
  await gesture();
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const gaps = times.slice(1).map((time, index) => time - (times[index] as number));
  const sorted = gaps.toSorted((a, b) => a - b);
  return {
    fps: (1000 * gaps.length) / ((times.at(-1) ?? 0) - (times[0] ?? 0)),
    p95: sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN,
    step: spent / steps,
    dropped: droppedOf(trace.traceEvents),
  };
}

interface TraceEvent {
  readonly name: string;
  readonly args?: { readonly frame_reporter?: { readonly state?: string } };
}

function droppedOf(events: readonly TraceEvent[]): number {
  let [wanted, dropped] = [0, 0];
  for (const { name, args } of events) {
    const state = args?.frame_reporter?.state;
    if (name !== 'PipelineReporter' || state === undefined || state === 'STATE_NO_UPDATE_DESIRED') continue;
    wanted += 1;
    if (state === 'STATE_DROPPED') dropped += 1;
  }
  return wanted === 0 ? 0 : dropped / wanted;
}
