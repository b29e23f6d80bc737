import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { simplePattern, walk } from '@omniroute/dsl';
import { DIAGNOSTIC_CODES } from '@omniroute/errors';
import type { KindDefinition, Lowering } from '@omniroute/kind-sdk';
import type { ActivitiesOf } from '@omniroute/kind-sdk/activity';
import { EVENT_PRICES } from '@omniroute/plan';
import { isObject } from '@omniroute/primitives';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fakeLowerContext } from './fake-lower-context.ts';
import { type KindCaseInput, outcomeOf } from './kind-case.ts';

const SEED = 20_260_105;
const INPUT: readonly string[] = ['config', 'unconnected', 'late', 'messages'];

/**
 * What every kind must keep, run by the `kind.test.ts` of each: its definition answers whatever it is asked, its help is
 * there, and its cases (`cases/*.json`: config in, findings or lowered op out) come out as they are written.
 *
 * @param here `import.meta.url` of the kind's test
 */
export function kindSuite<Definition extends KindDefinition>(
  here: string,
  definition: Definition,
  lowering: Lowering<Definition>,
  activities?: ActivitiesOf<Definition>,
): void {
  const general = lowering as unknown as Lowering<KindDefinition>;
  const cases = casesOf(here);
  const sound = cases.filter(({ outcome }) => outcome.findings.length === 0);

  describe(`${definition.type}: the definition`, () => {
    test('is named by its folder, and so is its lowering', () => {
      const folder = new URL('.', here).pathname.split('/').at(-2)?.replaceAll('-', '_');
      expect([definition.type, lowering.type]).toEqual(
        folder === 'template' ? ['new_kind', 'new_kind'] : [folder, folder],
      );
    });

    test('has words for people and a fixed place on the canvas', () => {
      expect(definition.title).toMatch(/^[A-Z].{1,40}$/);
      expect(definition.help).toMatch(/^[A-Z].{20,300}\.$/s);
      expect(definition.icon).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(Object.values(definition.size).every((pixels) => Number.isInteger(pixels) && pixels >= 40)).toBe(true);
    });

    test('has a README of two to ten lines that begins with a caption', () => {
      const lines = readFileSync(new URL('README.md', here), 'utf8').trimEnd().split('\n');
      expect(lines.length).toBeGreaterThanOrEqual(2);
      expect(lines.length).toBeLessThanOrEqual(10);
      expect(lines[0]).toMatch(/^[A-Z].{20,}[.:]$/);
    });

    test('knows its fields: an unknown one is a finding', () => {
      const codes = walk(definition.config, { ...definition.defaults, surely_not_a_field: 1 }).findings;
      expect(codes.filter(({ pointer }) => pointer === '/surely_not_a_field').map(({ code }) => code)).toEqual([
        'OR1003',
      ]);
    });

    test('begins with settings that are right as far as they go', () => {
      const { findings } = walk(definition.config, definition.defaults);
      expect(findings.filter(({ code }) => code !== 'OR1004')).toEqual([]);
    });

    test('marks names and ids as written out', () => {
      expect(unmarked(definition.config)).toEqual([]);
    });

    test('has patterns that a page can read without the engine of regular expressions', () => {
      expect(patternsOf(definition.config).filter((pattern) => simplePattern(pattern) === null)).toEqual([]);
    });

    test('answers about settings that are half written', () => {
      const whole = sound[0]?.input.config ?? definition.defaults;
      fc.assert(
        fc.property(fc.subarray(Object.keys(whole)), (kept) => {
          const config = Object.fromEntries(Object.entries(whole).filter(([name]) => kept.includes(name)));
          definition.ports(config);
          definition.output(config);
          definition.effects(config);
          definition.split?.(config);
          definition.exhaustive?.(config);
          definition.assigns?.(config);
          definition.sends?.(config);
          definition.join?.(config);
          definition.body?.(config);
          definition.gives?.(config);
          definition.callsService?.(config);
          definition.takesTurns?.(config);
          definition.activity?.idempotency(config);
        }),
        { seed: SEED, numRuns: 50 },
      );
    });

    test('splits only as a split, joins as a join, holds steps as a container, acts only through an activity', () => {
      expect(definition.role === 'split').toBe(definition.split !== undefined);
      expect(definition.role === 'join').toBe(definition.join !== undefined);
      expect(definition.role === 'container').toBe(definition.body !== undefined);
      const acting = sound.some(({ input }) => definition.effects(input.config).length > 0);
      expect(acting ? definition.activity !== undefined : activities === undefined).toBe(true);
      expect(activities !== undefined).toBe(definition.activity !== undefined && definition.activity.built !== false);
      const verbs = [...(definition.activity?.verbs ?? ['run'])].sort();
      if (activities !== undefined) expect(Object.keys(activities.verbs).sort()).toEqual(verbs);
      expect(activities?.version ?? definition.version).toBe(definition.version);
    });
  });

  describe(`${definition.type}: its cases`, () => {
    test('are at least two, one sound and one not', () => {
      expect([sound.length > 0, cases.length > sound.length || lowering.check === undefined]).toEqual([true, true]);
      expect(cases.length).toBeGreaterThanOrEqual(2);
    });

    test.each(cases.map((each) => [each.name, each] as const))('%s', (_, { input, outcome }) => {
      expect(JSON.parse(JSON.stringify(outcomeOf(definition, general, input)))).toEqual(outcome);
    });

    test.each(sound.map((each) => [each.name, each] as const))('%s: every exit is led somewhere', (_, { input }) => {
      const { config, ...facts } = input;
      const { context, lowered } = fakeLowerContext(definition, config, facts);
      const { op } = general.lower(config as never, context);
      expect(Object.keys(EVENT_PRICES)).toContain(op);
      const ports = definition.ports(config).map(({ id }) => id);
      expect(new Set(ports).size).toBe(ports.length);
      // Error exits are the compiler's own part of an op.
      const own = definition.ports(config).filter(({ role }) => role !== 'error');
      expect(own.map(({ id }) => id).filter((id) => !lowered.asked.has(id))).toEqual([]);
    });

    test('use codes of the table', () => {
      const codes = cases.flatMap(({ outcome }) => outcome.findings.map(({ code }) => code));
      expect(codes.filter((code) => !Object.hasOwn(DIAGNOSTIC_CODES, code))).toEqual([]);
    });
  });
}

function casesOf(here: string) {
  const folder = new URL('cases/', here);
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
  return files.sort().map((file) => {
    const read = Object.entries(JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Record<string, unknown>);
    return {
      name: file.slice(0, -'.json'.length).replaceAll('-', ' '),
      input: Object.fromEntries(read.filter(([key]) => INPUT.includes(key))) as unknown as KindCaseInput,
      outcome: Object.fromEntries(read.filter(([key]) => !INPUT.includes(key))) as { findings: { code: string }[] },
    };
  });
}

/** Patterns of texts and of names of fields, anywhere in a schema. */
function patternsOf(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(patternsOf);
  if (!isObject(schema)) return [];
  return Object.entries(schema).flatMap(([key, inner]) => [
    ...(key === 'pattern' && typeof inner === 'string' ? [inner] : []),
    ...(key === 'patternProperties' && isObject(inner) ? Object.keys(inner) : []),
    ...patternsOf(inner),
  ]);
}

/** Fields whose names say that they hold a name or an id, and that take expressions. */
function unmarked(schema: unknown, path = ''): string[] {
  if (!isObject(schema)) return [];
  const inside = isObject(schema.properties) ? Object.entries(schema.properties) : [];
  return [
    ...inside.flatMap(([name, property]) => {
      const isName = ['id', 'name', 'variable', 'connection'].includes(name);
      const isMarked = isObject(property) && property['x-literal'] === true;
      return [...(isName && !isMarked ? [`${path}/${name}`] : []), ...unmarked(property, `${path}/${name}`)];
    }),
    ...unmarked(schema.items, `${path}/items`),
  ];
}
