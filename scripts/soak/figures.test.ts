import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { CampaignFigures } from './campaign.ts';
import { commitFigures } from './figures.ts';

const figures = (id: string, seed: number): CampaignFigures => ({
  id,
  seed,
  scale: 1,
  date: '2026-12-01',
  figures: { broken: 0 },
});

function fresh(content?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'figures-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'figures.json');
  if (content !== undefined) writeFileSync(path, content);
  return path;
}

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as unknown;

test('figures of a campaign replace its last ones; those of others stay where they are, new ones come last', () => {
  const path = fresh(JSON.stringify([figures('kill', 1), figures('storm', 2)]));
  commitFigures(path, [figures('edits', 3), figures('kill', 4)]);
  expect(read(path)).toEqual([figures('kill', 4), figures('storm', 2), figures('edits', 3)]);
});

test('a file that is not there yet is made', () => {
  const path = fresh();
  commitFigures(path, [figures('kill', 1)]);
  expect(read(path)).toEqual([figures('kill', 1)]);
});

test('a file that holds something else is not written over', () => {
  const path = fresh('{"name":"service"}');
  expect(() => commitFigures(path, [figures('kill', 1)])).toThrow('does not hold a list of figures');
  expect(read(path)).toEqual({ name: 'service' });
});
