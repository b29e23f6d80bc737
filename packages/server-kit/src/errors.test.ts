import { RUN_ERROR_CODES } from '@omniroute/errors';
import { describe, expect, it } from 'vitest';
import { databaseErrors } from './database/errors.ts';
import { egressErrors } from './egress/errors.ts';
import { httpErrors } from './http/errors.ts';

describe.each([
  ['http', httpErrors.table],
  ['database', databaseErrors.table],
  ['egress', egressErrors.table],
])('the %s catalogue', (_name, table) => {
  it.each(Object.entries(table))(
    '%s has a code, a status of an error, and a sentence with named places',
    (code, entry) => {
      expect(code).toMatch(/^[a-z]+(\.[a-z_]+)?$/);
      expect(entry.status).toBeGreaterThanOrEqual(400);
      expect(entry.status).toBeLessThan(600);
      expect(entry.message.replace(/\{[a-z_]+\}/g, '')).toMatch(/^[^{}]*\.$/);
    },
  );
});

it('failures of the gate are run errors, but for the refusal, which a run sees under another code', () => {
  const codes: readonly string[] = RUN_ERROR_CODES;
  expect(Object.keys(egressErrors.table).filter((code) => !codes.includes(code))).toEqual(['egress.refused']);
});
