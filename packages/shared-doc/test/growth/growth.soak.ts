import { workingDay } from './working-day.ts';

/** Goal C4 of the designer: a document after a working day, and after it was rebuilt. */
export const campaigns = [
  {
    id: 'document-growth',
    run: async ({ scale, seed }: { readonly scale: number; readonly seed: number }) => {
      const day = { loads: 200 * scale, drags: 10_000 * scale, edits: 10_000 * scale };
      const sizes = workingDay({ ...day, seed });
      const [grown, compact] = [sizes.evening / sizes.fresh, sizes.rebuilt / sizes.fresh].map(
        (ratio) => Math.round(ratio * 100) / 100,
      ) as [number, number];
      if (grown > 3 || compact > 1.2)
        throw new Error(`After a day ${grown}, rebuilt ${compact}: ${JSON.stringify(sizes)}`);
      return { ...day, ...sizes, grown, compact };
    },
  },
];
