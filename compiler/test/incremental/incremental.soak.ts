import type { Json } from '@omniroute/primitives';
import { services } from '../corpus/services.ts';
import { type HistoryReport, runHistory } from './run-history.ts';

const HISTORIES = 2000;
const EDITS = 40;

/** Random histories of editing every sound service: the incremental checker against compiling from scratch. */
export const campaigns = [
  {
    id: 'incremental',
    run: async ({ scale, seed }: { readonly scale: number; readonly seed: number }) => {
      const histories = Math.round(HISTORIES * scale);
      const sum = { versions: 0, sound: 0, refused: 0, undone: 0 };
      const broken: string[] = [];
      for (let index = 0; index < histories; index += 1) {
        const [name, service] = services[index % services.length] as (typeof services)[number];
        const report = runHistory(service as unknown as Json, EDITS, seed + index);
        for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += report[key];
        broken.push(...labelled(name, seed + index, report));
      }
      if (broken.length > 0) throw new Error(`${broken.length} differences: ${broken.slice(0, 3).join('\n')}`);
      return { histories, ...sum, differences: 0 };
    },
  },
];

function labelled(name: string, seed: number, { differences }: HistoryReport): string[] {
  return differences.map((difference) => `${name}, seed ${seed}, ${difference}`);
}
