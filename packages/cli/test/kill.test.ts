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
