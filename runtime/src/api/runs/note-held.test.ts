import { expect, it } from 'vitest';
import { differences } from './note-held.ts';

const run = (id: string, status: string) => ({ tenant: 'acme', id, status });

it('runs that are held now are noted, others are let go of, and what is noted already is not written again', () => {
  const now = [run('new', 'paused'), run('same', 'paused'), run('other', 'incident')];
  const noted = [run('same', 'paused'), run('other', 'paused'), run('gone', 'incident')];
  expect(differences(now, noted)).toEqual([run('new', 'paused'), run('other', 'incident'), run('gone', 'running')]);
  expect(differences([], [])).toEqual([]);
});
