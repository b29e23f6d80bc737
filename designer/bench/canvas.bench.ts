import type { Page } from 'playwright-core';
import { drawingOf } from './drawing-of.ts';
import { dragged, type Point, STEPS, spotOf, zoomed } from './gestures.ts';
import { type Cost, metered } from './meters.ts';
import { created, medianOf, type Open, openPage, type Rig, settled, withRig } from './rig.ts';

const TIMES = 5;
const GESTURES = ['pan', 'zoom', 'drag'] as const;
const VIEWS = ['fit', 'full size'] as const;

/** What one opening of a drawing cost. */
interface Opening {
  /** Milliseconds from the navigation to a drag that was taken. */
  readonly ready: number;
  readonly elements: number;
  readonly heap: number;
}

interface Measured {
  readonly openings: readonly Opening[];
  readonly costs: ReadonlyMap<string, readonly Cost[]>;
}

const measured = new Map<number, Promise<Measured>>();

function of(count: number): Promise<Measured> {
  const known = measured.get(count) ?? withRig((rig) => measure(rig, count));
  measured.set(count, known);
  return known;
}

async function measure(rig: Rig, count: number): Promise<Measured> {
  const path = await created(rig, drawingOf(`drawing-${count}`, count));
  const openings: Opening[] = [];
  for (let time = 0; time <= TIMES; time += 1) {
    const open = await openPage(rig, path);
    const opening = await opened(open);
    if (time > 0) openings.push(opening);
    await open.context.close();
  }
  const open = await openPage(rig, path);
  await settled(open.page);
  const costs = new Map<string, Cost[]>();
  for (const view of VIEWS) {
    await open.page.getByRole('button', { name: view === 'fit' ? 'Show everything' : /^Zoom [0-9]/ }).click();
    const spot = await openSpot(open.page, view === 'fit' ? middleStep(count) : null);
    for (const gesture of GESTURES)
      for (let time = 0; time <= TIMES; time += 1) {
        const cost = await metered({ browser: rig.browser, page: open.page, cdp: open.cdp }, STEPS, () =>
          doGesture(open.page, gesture, spot),
        );
        if (time > 0) costs.set(`${gesture} at ${view}`, [...(costs.get(`${gesture} at ${view}`) ?? []), cost]);
      }
  }
  await open.context.close();
  return { openings, costs };
}

async function doGesture(page: Page, gesture: (typeof GESTURES)[number], spot: { step: Point; beside: Point }) {
  if (gesture === 'zoom') return zoomed(page, spot.beside);
  return dragged(page, gesture === 'pan' ? spot.beside : spot.step);
}

/** The step in the middle of the drawing, as `drawingOf` places it. */
function middleStep(count: number): Point {
  const rows = Math.ceil(count / 25);
  return { x: 12 * 300 + 60, y: Math.floor(rows / 2) * 150 + 30 };
}

/** Points of the window on a step and beside all steps: of the step at a place, or of one in sight. */
async function openSpot(page: Page, place: Point | null): Promise<{ step: Point; beside: Point }> {
  if (place !== null) {
    const step = await spotOf(page, place);
    const beside = await spotOf(page, { x: place.x - 90, y: place.y - 75 });
    return { step, beside };
  }
  const pane = await page.locator('.react-flow').boundingBox();
  if (pane === null) throw new Error('nothing is drawn');
  const middle = { x: pane.x + pane.width / 2, y: pane.y + pane.height / 2 };
  const boxes = await page.locator('.react-flow__node').evaluateAll((elements) =>
    elements.map((element) => {
      const { left, top, height } = element.getBoundingClientRect();
      return { x: left + 60, y: top + height / 2 };
    }),
  );
  const distance = (point: Point) => Math.hypot(point.x - middle.x, point.y - middle.y);
  const [step] = boxes.toSorted((a, b) => distance(a) - distance(b));
  if (step === undefined) throw new Error('no step is in sight');
  return { step, beside: { x: step.x - 100, y: step.y - 60 } };
}

/** Milliseconds until a step was taken by the hand and put down again elsewhere. */
async function opened({ page, cdp, now }: Open): Promise<Opening> {
  await page.locator('.react-flow__viewport').waitFor({ state: 'attached' });
  const undo = page.getByRole('button', { name: 'Undo', exact: true });
  let ready = Number.NaN;
  for (let tries = 0; tries < 40 && Number.isNaN(ready); tries += 1) {
    const at = await spotOf(page, { x: 60, y: 30 });
    await page.mouse.move(at.x, at.y);
    await page.mouse.down();
    await page.mouse.move(at.x + 20, at.y + 20);
    await page.mouse.move(at.x + 40, at.y + 40);
    await page.mouse.up();
    if (await undo.isEnabled()) ready = await now();
  }
  const elements = await page.evaluate(() => document.getElementsByTagName('*').length);
  await settled(page);
  await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const heap = (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN) / 1e6;
  await undo.click();
  return { ready, elements, heap };
}

/** The median of a figure of the openings. */
const opening = (count: number, figure: keyof Opening) => async () => {
  const all = (await of(count)).openings.map((each) => each[figure]);
  return { value: medianOf(all), detail: `${all.length} openings, worst ${Math.max(...all).toFixed(0)}` };
};

/** The worst gesture by the median of a figure. */
const gesture = (count: number, figure: keyof Cost) => async () => {
  const { costs } = await of(count);
  const rows = [...costs].map(([name, all]) => ({ name, value: medianOf(all.map((each) => each[figure])) }));
  rows.sort((a, b) => (figure === 'fps' ? a.value - b.value : b.value - a.value));
  return {
    value: rows[0]?.value ?? Number.NaN,
    detail: rows.map(({ name, value }) => `${name} ${value.toPrecision(3)}`).join(', '),
  };
};

const gestures = (count: number) => [
  {
    id: `designer-fps-${count}`,
    unit: 'fps',
    goal: { min: count > 2000 ? 55 : 58 },
    slow: true,
    run: gesture(count, 'fps'),
  },
  ...(count > 2000
    ? []
    : [
        { id: `designer-frame-p95-${count}`, unit: 'ms', goal: { max: 17 }, slow: true, run: gesture(count, 'p95') },
        { id: `designer-step-${count}`, unit: 'ms', goal: { max: 16 }, slow: true, run: gesture(count, 'step') },
        {
          id: `designer-dropped-${count}`,
          unit: 'share',
          goal: { max: 0.25 },
          slow: true,
          run: gesture(count, 'dropped'),
        },
      ]),
];

export const benchmarks = [
  { id: 'designer-open-2000', unit: 'ms', goal: { max: 900 }, slow: true, run: opening(2000, 'ready') },
  { id: 'designer-elements-2000', unit: 'elements', goal: { max: 1500 }, slow: true, run: opening(2000, 'elements') },
  { id: 'designer-heap-2000', unit: 'MB', goal: { max: 40 }, slow: true, run: opening(2000, 'heap') },
  { id: 'designer-open-10000', unit: 'ms', goal: { max: 1500 }, slow: true, run: opening(10_000, 'ready') },
  ...[500, 2000, 10_000].flatMap(gestures),
];
