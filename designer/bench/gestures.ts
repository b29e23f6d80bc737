import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';

/** Steps of a gesture. */
export const STEPS = 60;
const FRAME_MS = 1000 / 60;

/** A point of the window. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Does a step at every frame, as a hand moves: late ones do not wait. */
async function paced(step: (index: number) => Promise<unknown>): Promise<void> {
  const began = performance.now();
  for (let index = 0; index < STEPS; index += 1) {
    const sent = step(index);
    const ahead = began + (index + 1) * FRAME_MS - performance.now();
    await Promise.all([sent, ahead > 0 ? sleep(ahead) : null]);
  }
}

/** Presses, goes there and back in a circle, and lets go where it began. */
export async function dragged(page: Page, from: Point, radius = 120): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await paced((index) => {
    const turn = (2 * Math.PI * (index + 1)) / STEPS;
    return page.mouse.move(from.x + radius * Math.sin(turn), from.y + radius * (1 - Math.cos(turn)));
  });
  await page.mouse.up();
}

/** Goes nearer and away again with the wheel. */
export async function zoomed(page: Page, at: Point): Promise<void> {
  await page.mouse.move(at.x, at.y);
  await paced((index) => page.mouse.wheel(0, index < STEPS / 2 ? -40 : 40));
}

/** Where a step of the drawing is in the window, by its place on the drawing; seen from afar too. */
export async function spotOf(page: Page, place: Point): Promise<Point> {
  const [x, y, zoom] = await page.evaluate(() => {
    const viewport = document.querySelector('.react-flow__viewport') as HTMLElement;
    const pane = (document.querySelector('.react-flow') as HTMLElement).getBoundingClientRect();
    const matrix = new DOMMatrix(getComputedStyle(viewport).transform);
    return [matrix.e + pane.left, matrix.f + pane.top, matrix.a] as const;
  });
  return { x: x + place.x * zoom, y: y + place.y * zoom };
}
