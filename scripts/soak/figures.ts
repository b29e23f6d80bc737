import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { CampaignFigures } from './campaign.ts';

/** Figures of a file with those of the runs just done: each campaign stands there once, those not run stay as they are. */
export function withFigures(
  known: readonly CampaignFigures[],
  done: readonly CampaignFigures[],
): readonly CampaignFigures[] {
  const latest = new Map(done.map((figures) => [figures.id, figures]));
  const kept = known.map((figures) => latest.get(figures.id) ?? figures);
  return [...kept, ...[...latest.values()].filter(({ id }) => !known.some((figures) => figures.id === id))];
}

/** Writes figures into a file beside those of other campaigns; a file that holds something else is left as it is. */
export function commitFigures(path: string, done: readonly CampaignFigures[]): void {
  const known: unknown = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : [];
  if (!Array.isArray(known)) throw new Error(`${path} does not hold a list of figures; nothing was written.`);
  writeFileSync(path, `${JSON.stringify(withFigures(known, done), null, 2)}\n`);
}
