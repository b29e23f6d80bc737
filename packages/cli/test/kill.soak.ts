import { runKillCampaign } from './kill-campaign.ts';

const RUNS = 500;
const KILLS = 100;

/** Kills of the worker while runs work: the full campaign, of which the tests run a twentieth. */
export const campaigns = [
  {
    id: 'kill-worker',
    async run({ scale, seed }: { readonly scale: number; readonly seed: number }) {
      const report = await runKillCampaign({
        runs: Math.max(1, Math.round(RUNS * scale)),
        kills: Math.max(1, Math.round(KILLS * scale)),
        seed,
        targets: ['worker'],
      });
      const broken = [...report.lost, ...report.duplicated, ...report.unexplained];
      if (broken.length > 0) throw new Error(`A promise is broken (seed ${seed}): ${broken.join('; ')}`);
      return {
        runs: report.runs,
        kills: report.kills,
        lost: 0,
        duplicated: 0,
        unexplained: 0,
        recovery_seconds: report.recoverySeconds,
      };
    },
  },
];
