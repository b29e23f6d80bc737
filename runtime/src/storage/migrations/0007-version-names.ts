/** Versions have a name that people give, and it is known who made the live one live, and when. */
export const versionNames = {
  name: '0007-version-names',
  sql: `
alter table service_version add column name text not null default '';
alter table service add column activated_at timestamptz, add column activated_by text;
`,
} as const;
