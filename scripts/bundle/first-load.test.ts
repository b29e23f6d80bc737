import { expect, test } from 'vitest';
import { browserBundle } from './browser-bundle.ts';

/** The goal. 2026-12-01: 117.7; the engine of regular expressions (45.6) and the time zones (12.3) come when they are needed. */
const CEILING_KB = 150;

test('what a page loads of the compiler first stays within the goal, and holds nothing that few services need', async () => {
  const { gzipped, parts, later } = await browserBundle();
  const names = parts.map(([name]) => name);
  expect(gzipped / 1000).toBeLessThanOrEqual(CEILING_KB);
  expect(names).toContain('compiler');
  const foreign = ['yaml', 'react', 'fastify', 'pg', 'ajv', '@temporalio', 'runtime', 're2js', 'time-zones.gen.ts'];
  expect(names.filter((name) => foreign.includes(name))).toEqual([]);
  expect(Object.keys(later).sort()).toEqual(['regex', 'zones']);
});
