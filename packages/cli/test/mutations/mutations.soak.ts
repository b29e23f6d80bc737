import { runMutations, TEMPLATES } from './run-mutations.ts';

const CHANGES = 10_000;

/** Random changes of every template. */
export const campaigns = [
  {
    id: 'mutations',
    run: async ({ scale, seed }: { readonly scale: number; readonly seed: number }) => {
      const reports = TEMPLATES.map((template) => runMutations(template, Math.round(CHANGES * scale), seed));
      const restless = reports.flatMap((report) => report.restless);
      if (restless.length > 0) throw new Error(`Accepted, and never at rest: ${restless.join('; ')}`);
      return Object.fromEntries(
        reports.map(({ template, changes, accepted, turning }) => [template, { changes, accepted, turning }]),
      );
    },
  },
];
