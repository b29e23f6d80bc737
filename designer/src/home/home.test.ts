import type { Service } from '@omniroute/dsl';
import { definitions } from '@omniroute/kinds/definitions';
import { expect, it } from 'vitest';
import { tinyDrawing } from './tiny-drawing.ts';

const template: Service = {
  dsl_version: '1.0',
  id: 'orders',
  name: 'Orders',
  nodes: [
    { id: 'all', type: 'scope', position: { x: 100, y: 100 }, config: {} },
    { id: 'in', type: 'transform', parent: 'all', position: { x: 20, y: 60 }, config: { output: 1 } },
    { id: 'after', type: 'end', position: { x: 100, y: 500 }, config: {} },
  ],
  edges: [{ source: 'all', target: 'after' }],
};

it('a tiny drawing has every box in one measure, containers around what is in them, and begins at its margin', () => {
  const { boxes, ways, width, height } = tinyDrawing(template, definitions);
  const [all, after, inside] = ['all', 'after', 'in'].map((id) => boxes.find((box) => box.id === id));
  if (all === undefined || after === undefined || inside === undefined) throw new Error('a box is missing');
  expect([all.x, all.y, all.isContainer]).toEqual([24, 24, true]);
  expect(inside.x).toBeGreaterThan(all.x);
  expect(inside.x + inside.width).toBeLessThanOrEqual(all.x + all.width);
  expect(inside.y + inside.height).toBeLessThanOrEqual(all.y + all.height);
  expect(ways.map(({ from, to }) => [from[1], to[1]])).toEqual([[all.y + all.height, after.y]]);
  expect(width).toBeGreaterThanOrEqual(all.width + 48);
  expect(height).toBe(after.y + after.height + 24);
});
