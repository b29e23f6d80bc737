import { describe, expect, it } from 'vitest';
import { runKillCampaign } from './kill-campaign.ts';

const SEED = 20260105;

describe(`a worker killed by SIGKILL at random moments (seed ${SEED})`, () => {
  it('loses nothing, doubles nothing, and every one of 25 runs ends as the simulator says', async () => {
    const report = await runKillCampaign({ runs: 25, kills: 5, seed: SEED, targets: ['worker'] });
    console.log(
      `runs ${report.runs}, kills ${report.kills}, seed ${report.seed}, lost ${report.lost.length}, duplicated ${report.duplicated.length}, unexplained ${report.unexplained.length}`,
    );
    expect({ lost: report.lost, duplicated: report.duplicated, unexplained: report.unexplained }).toEqual({
      lost: [],
      duplicated: [],
      unexplained: [],
    });
  }, 300_000);
});

describe('the check behind it', () => {
  it.each(['drop', 'double'] as const)(
    'sees when one effect is broken on purpose: %s',
    async (breakSandbox) => {
      const report = await runKillCampaign({ runs: 1, kills: 0, seed: SEED, targets: ['worker'], breakSandbox });
      expect([report.lost.length, report.duplicated.length]).toEqual(breakSandbox === 'drop' ? [1, 0] : [0, 1]);
    },
    120_000,
  );
});
