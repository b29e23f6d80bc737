// Runs campaigns too long for `npm test`: `npm run soak NAME… [-- --seed N --scale 0.05 --commit-figures PATH]`.
import { randomInt } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { choose, findFiles, loadAll } from '../bench/find.ts';
import type { Campaign, CampaignFigures } from './campaign.ts';
import { commitFigures } from './figures.ts';

const { values, positionals } = parseArgs({
  options: { seed: { type: 'string' }, scale: { type: 'string', default: '1' }, 'commit-figures': { type: 'string' } },
  allowPositionals: true,
});
const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed);
const scale = Number(values.scale);
if (!Number.isSafeInteger(seed) || !(scale > 0)) {
  process.stderr.write('--seed takes a whole number, --scale a number above zero.\n');
  process.exit(2);
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const all = await loadAll<Campaign>(findFiles(root, '.soak.ts'), 'campaigns');
if (positionals.length === 0) {
  process.stderr.write(`Name a campaign: ${all.map((campaign) => campaign.id).join(', ')}\n`);
  process.exit(2);
}

const done: CampaignFigures[] = [];
for (const campaign of choose(all, positionals)) {
  process.stderr.write(`${campaign.id}: seed ${seed}, scale ${scale}\n`);
  const figures = await campaign.run({ seed, scale });
  done.push({ id: campaign.id, seed, scale, date: new Date().toISOString().slice(0, 10), figures });
  process.stdout.write(`${JSON.stringify(done.at(-1))}\n`);
}
const path = values['commit-figures'];
if (path !== undefined) commitFigures(path, done);
