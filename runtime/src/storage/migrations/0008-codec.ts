/** Payloads name their key, not their tenant: the codec endpoint of an operator finds whose a key is. */
export const codec = {
  name: '0008-codec',
  sql: `
create unique index tenant_key_by_id on tenant_key (id);
create policy system_codec on tenant_key for select using (current_setting('app.system', true) = 'codec');
`,
} as const;
