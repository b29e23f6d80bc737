import { describe, expect, it } from 'vitest';
import { reportLine } from './campaign/campaign-report.ts';
import { runCampaign } from './campaign/run-campaign.ts';
import { services } from './campaign/services.ts';
import { TARGETS } from './kill.soak.ts';

const SEED = 20_260_105;

it(`processes killed by SIGKILL at random moments, one after the other and all at once (seed ${SEED}): nothing is lost, nothing is doubled, every run ends as the simulator says`, async () => {
  const report = await runCampaign({ services, runs: 9, kills: TARGETS.length, seed: SEED, targets: TARGETS });
  process.stdout.write(`${TARGETS.join(', ')}: ${reportLine(report)}\n`);
  expect([report.lost, report.duplicated, report.unexplained]).toEqual([[], [], []]);
}, 400_000);

it('25 runs of the first service survive five kills of the worker', async () => {
  const report = await runCampaign({
    services: services.slice(0, 1),
    runs: 25,
    kills: 5,
    seed: SEED,
    targets: ['worker'],
  });
  process.stdout.write(`worker: ${reportLine(report)}\n`);
  expect([report.lost, report.duplicated, report.unexplained]).toEqual([[], [], []]);
}, 300_000);

describe('the check behind it', () => {
  it.each(['drop', 'double'] as const)(
    'sees when one effect is broken on purpose: %s',
    async (breakSandbox) => {
      const [first] = services;
      const report = await runCampaign({
        services: first === undefined ? [] : [{ ...first, faults: [] }],
        runs: 1,
        kills: 0,
        seed: SEED,
        targets: ['worker'],
        breakSandbox,
      });
      expect([report.lost.length, report.duplicated.length]).toEqual(breakSandbox === 'drop' ? [1, 0] : [0, 1]);
    },
    120_000,
  );
});
