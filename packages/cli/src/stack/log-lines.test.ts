import { expect, it } from 'vitest';
import { isNewsOfPostgres, isNewsOfTemporal } from './log-lines.ts';

it('lets through what PostgreSQL complains about, with its details', () => {
  const lines = [
    '2026-11-24 14:45:25.756 UTC [27635] LOG:  database system is ready to accept connections',
    '2026-11-24 14:45:25.756 UTC [27635] FATAL:  the database system is starting up',
    '2026-11-24 14:45:25.756 UTC [27635] ERROR:  relation "x" does not exist at character 7',
    '2026-11-24 14:45:25.756 UTC [27635] STATEMENT:  select LOG:  from x',
    '2026-11-24 14:45:25.756 UTC [27635] PANIC:  could not write to file: No space left on device',
  ];
  expect(lines.filter(isNewsOfPostgres)).toEqual(lines.slice(2));
});

it('leaves out what Temporal says at every start', () => {
  const lines = [
    'Temporal CLI 1.9.1 (Server 1.32.0, UI 2.54.1)',
    '',
    'Temporal Server:      localhost:43125',
    'time=2026-11-24T14:45:25.756 level=ERROR msg="Temporal Server is unwell"',
  ];
  expect(lines.filter(isNewsOfTemporal)).toEqual(lines.slice(3));
});
