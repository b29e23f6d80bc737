import { type HistoryReport, runHistory } from './run-history.ts';

const HISTORIES = 10_000;

/** Goal C1 of the designer: random edit histories over five replicas, with partitions, undo and soft delete. */
export const campaigns = [
  {
    id: 'histories',
    run: async ({ scale, seed }: { readonly scale: number; readonly seed: number }) => {
      const histories = Math.round(HISTORIES * scale);
      const sum = { edits: 0, undos: 0, redos: 0, partitions: 0, divergent: 0, dangling: 0, hidden: 0, lost: 0, stale: 0 };
      const broken: string[] = [];
      const began = process.cpuUsage();
      for (let index = 0; index < histories; index += 1) {
        const report = runHistory(seed + index);
        for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += count(report[key]);
        if (report.divergent + report.dangling + report.lost.length + report.stale > 0)
          broken.push(`seed ${seed + index}: ${JSON.stringify(report)}`);
      }
      const { user, system } = process.cpuUsage(began);
      if (broken.length > 0) throw new Error(`${broken.length} of ${histories} histories: ${broken.slice(0, 5).join('; ')}`);
      return { histories, replicas: 5, ...sum, cpu_seconds: Math.round((user + system) / 100_000) / 10 };
    },
  },
];

function count(value: HistoryReport[keyof HistoryReport]): number {
  return typeof value === 'number' ? value : value.length;
}
