import { describe, expect, it } from 'vitest';
import { reportLine } from './campaign/campaign-report.ts';
import { runCampaign } from './campaign/run-campaign.ts';
import { services } from './campaign/services.ts';
import { TARGETS } from './kill.soak.ts';

const SEED = 20_260_105;

describe.each(TARGETS)('%s killed by SIGKILL at random moments (seed 20260105)', (target) => {
  it('loses nothing, doubles nothing, and every run ends as the simulator says', async () => {
    const report = await runCampaign({ services, runs: 6, kills: target === 'stack' ? 1 : 2, seed: SEED, target });
    process.stdout.write(`${target}: ${reportLine(report)}\n`);
    expect([report.lost, report.duplicated, report.unexplained]).toEqual([[], [], []]);
  }, 300_000);
});

it('25 runs of the first service survive five kills of the worker', async () => {
  const report = await runCampaign({
    services: services.slice(0, 1),
    runs: 25,
    kills: 5,
    seed: SEED,
    target: 'worker',
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
        target: 'worker',
        breakSandbox,
      });
      expect([report.lost.length, report.duplicated.length]).toEqual(breakSandbox === 'drop' ? [1, 0] : [0, 1]);
    },
    120_000,
  );
});
