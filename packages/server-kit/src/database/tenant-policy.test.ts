import { expect, it } from 'vitest';
import { tenantPolicy } from './tenant-policy.ts';

it('a table is closed by tenant, for its owner too, and opened for one purpose at a time', () => {
  expect(
    tenantPolicy('run', [
      { purpose: 'relay', allows: 'select', role: 'app_relay' },
      { purpose: 'inbox', allows: 'all' },
    ]),
  ).toBe(
    [
      'alter table "run" enable row level security;',
      'alter table "run" force row level security;',
      `create policy tenant on "run" using (tenant_id = nullif(current_setting('app.tenant', true), '')) with check (tenant_id = nullif(current_setting('app.tenant', true), ''));`,
      `create policy "system_relay" on "run" for select to "app_relay" using (current_setting('app.system', true) = 'relay');`,
      `create policy "system_inbox" on "run" for all using (current_setting('app.system', true) = 'inbox') with check (current_setting('app.system', true) = 'inbox');`,
    ].join('\n'),
  );
});

it.each(['run; drop table x', 'Run', '"run"', ''])('%s is no name of a table', (table) => {
  expect(() => tenantPolicy(table)).toThrow('cannot be a name in SQL');
});
