import { isObject, type Json } from '@omniroute/primitives';
import { describe, expect, it } from 'vitest';
import { DSL_VERSION } from '../document/service.ts';
import { type Migration, migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations.ts';

/** A document before and after each step, by the step's name. */
const CASES: Readonly<Record<string, { readonly before: Json; readonly after: Json }>> = {};

/** Steps as they will be: a field gets another name, then another value. */
const steps: readonly Migration[] = [
  {
    name: '0.1-to-0.2: title is name',
    from: '0.1',
    to: '0.2',
    up: ({ title, ...rest }, moved) => {
      moved(['name'], ['title']);
      return { ...rest, name: title ?? null };
    },
  },
  {
    name: '0.2-to-0.3: names are in capitals',
    from: '0.2',
    to: '0.3',
    up: (document) => ({ ...document, loud: true }),
  },
];

function migrated(document: Json, from: readonly Migration[] = steps) {
  const moves: string[] = [];
  const after = migrate(document, from, (now, written) => moves.push(`${now.join('/')} was ${written.join('/')}`));
  return { after, moves };
}

describe('a document of an older version', () => {
  it('goes through every step from its own on, and what moved is known', () => {
    expect(migrated({ dsl_version: '0.1', title: 'a' })).toEqual({
      after: { dsl_version: '0.3', name: 'a', loud: true },
      moves: ['name was title'],
    });
    expect(migrated({ dsl_version: '0.2', name: 'a' }).after).toEqual({ dsl_version: '0.3', name: 'a', loud: true });
  });

  it.each([{ dsl_version: '0.3' }, { dsl_version: '9' }, { dsl_version: 1 }, {}, [], 'text'])(
    'and anything else is left as it is: %j',
    (document) => {
      expect(migrated(document as Json)).toEqual({ after: document, moves: [] });
    },
  );
});

describe('the steps of the language', () => {
  it('lead one to the next and to the present version, each under a name of its own', () => {
    expect(new Set(MIGRATIONS.map(({ name }) => name)).size).toBe(MIGRATIONS.length);
    for (const [index, { to }] of MIGRATIONS.entries()) expect(to).toBe(MIGRATIONS[index + 1]?.from ?? DSL_VERSION);
  });

  it('each have a case here, which that step alone makes right', () => {
    expect(Object.keys(CASES).sort()).toEqual(MIGRATIONS.map(({ name }) => name).sort());
    for (const step of MIGRATIONS) {
      const { before, after } = CASES[step.name]!;
      expect(isObject(before) && before.dsl_version).toBe(step.from);
      expect(migrated(before, [step]).after).toEqual(after);
    }
  });
});
