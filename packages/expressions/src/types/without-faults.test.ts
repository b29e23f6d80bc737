import { expect, test } from 'vitest';
import { unionOf } from './relations.ts';
import { ERROR, FAULT, listOf, mapOf, NULL, recordOf, STRING, type Type } from './type.ts';
import { withoutFaults } from './without-faults.ts';

test('what is wrong may be anything, whatever else it may be; of what is not known yet the rest counts', () => {
  expect([unionOf([FAULT, NULL]), unionOf([STRING, FAULT])]).toEqual([FAULT, FAULT]);
  expect([unionOf([ERROR, NULL]), unionOf([STRING, ERROR])]).toEqual([NULL, STRING]);
});

test('faults are taken out wherever they stand in a type', () => {
  const holding = (inner: typeof FAULT) =>
    recordOf({
      one: listOf(inner),
      two: mapOf(inner),
      three: { kind: 'optional', of: inner },
      four: { kind: 'union', of: [STRING, listOf(inner)] },
      five: STRING,
    });
  expect(withoutFaults(holding(FAULT))).toEqual(holding(ERROR));
});

test('types that hold each other stay shared: what has no faults stays itself, and what has some is cleaned once', () => {
  let [clean, faulty]: [Type, Type] = [STRING, FAULT];
  for (let depth = 0; depth < 40; depth += 1) {
    clean = recordOf({ a: clean, b: clean });
    faulty = recordOf({ a: faulty, b: faulty });
  }
  expect(withoutFaults(clean)).toBe(clean);
  const cleaned = withoutFaults(faulty);
  expect(cleaned.kind === 'record' && cleaned.fields.a?.type).toBe(cleaned.kind === 'record' && cleaned.fields.b?.type);
});
