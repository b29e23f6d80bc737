// Evaluates what depends on languages and time zones elsewhere, and tells what machine this is: `evaluate-main.ts`.

import { simulate } from '@omniroute/simulator';
import { planOf } from '@omniroute/testing';

const plan = planOf({
  nodes: [
    {
      id: 'all',
      op: 'set',
      value: [
        '${ ["ö", "i", "ä", "I"].sort() }',
        '${ "ISTANBUL".lowerAscii() }',
        '${ timestamp("2026-01-05T08:30:00Z").getHours("Africa/Lagos") }',
        '${ timestamp("2026-07-05T00:30:00Z").getHours("Europe/Berlin") }',
        '${ string(timestamp("2026-03-29T01:30:00Z")) }',
      ],
    },
  ],
  output: { value: '${ nodes.all }' },
});
const { output, error } = simulate(plan, { name: 'all', input: null });
const { locale, timeZone } = new Intl.DateTimeFormat().resolvedOptions();
process.stdout.write(JSON.stringify({ results: output ?? error, machine: `${locale} ${timeZone}` }));
