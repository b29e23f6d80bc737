import { percentile } from './campaign/campaign-report.ts';
import { runCampaign, type Target } from './campaign/run-campaign.ts';
import { services } from './campaign/services.ts';

export const TARGETS: readonly Target[] = ['worker', 'temporal', 'postgres', 'server', 'stack'];

const RUNS = 50;
const KILLS = 10;

/** Kills of each process of the stack, and of all at once, while runs of every template work. */
export const campaigns = TARGETS.map((target) => ({
  id: `kill-${target}`,
  async run({ scale, seed }: { readonly scale: number; readonly seed: number }) {
    const report = await runCampaign({
      services,
      runs: Math.max(services.length, Math.round(RUNS * scale)),
      kills: Math.max(1, Math.round(KILLS * scale)),
      seed,
      targets: [target],
    });
    const broken = [...report.lost, ...report.duplicated, ...report.unexplained];
    if (broken.length > 0) throw new Error(`A promise is broken (seed ${seed}): ${broken.join('; ')}`);
    return {
      runs: report.runs,
      kills: report.kills,
      lost: 0,
      duplicated: 0,
      unexplained: 0,
      recovery_p50_seconds: percentile(report.recoverySeconds, 0.5),
      recovery_p95_seconds: percentile(report.recoverySeconds, 0.95),
    };
  },
}));
