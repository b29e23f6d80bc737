import { describe, expect, it } from 'vitest';
import { document, findings } from '../test/language.ts';

const node = (fields: object) => document({ nodes: [{ id: 'first', type: 'end', ...fields }] });

describe('LANGUAGE.md section 1, document', () => {
  it('needs version, id, name, nodes and edges', () => {
    expect(findings(document())).toEqual([]);
    expect(findings({})).toEqual(['OR1004 ', 'OR1004 ', 'OR1004 ', 'OR1004 ', 'OR1004 ']);
    expect(findings(document({ dsl_version: '2.0' }))).toEqual(['OR1006 /dsl_version']);
  });

  it.each([
    ['a', false],
    ['ab', true],
    ['a-1', true],
    ['1a', false],
    ['A-b', false],
    ['a_b', false],
    [`a${'b'.repeat(62)}`, true],
    [`a${'b'.repeat(63)}`, false],
  ])('a service is called %s: %s', (id, fine) => {
    expect(findings(document({ id }))).toEqual(fine ? [] : ['OR1007 /id']);
  });

  it.each([
    ['ab', false],
    ['Order escalation-2_b', true],
    ['Ärger', false],
    ['x'.repeat(100), true],
    ['x'.repeat(101), false],
  ])('a name of 3 to 100 letters, digits, spaces, - and _: %s', (name, fine) => {
    expect(findings(document({ name }))).toEqual(fine ? [] : ['OR1007 /name']);
  });

  it('has a category of the seven', () => {
    const all = ['automation', 'integration', 'notification', 'payment', 'fulfillment', 'analytics', 'custom'];
    for (const category of all) expect(findings(document({ category }))).toEqual([]);
    expect(findings(document({ category: 'other' }))).toEqual(['OR1006 /category']);
  });

  it.each([
    ['a', true],
    ['send_sms', true],
    ['1a', false],
    ['a-b', false],
    [`a${'b'.repeat(62)}`, true],
    [`a${'b'.repeat(63)}`, false],
  ])('a step may have the id %s: %s', (id, fine) => {
    expect(findings(document({ nodes: [{ id, type: 'end' }] }))).toEqual(fine ? [] : ['OR1007 /nodes/0/id']);
  });

  it('a step has parent, position, disabled and an undo; ids are written out', () => {
    const fields = {
      parent: 'a',
      position: { x: 0, y: -1 },
      disabled: true,
      compensate_with: 'b',
      compensate_on: 'completed',
    };
    expect(findings(node(fields))).toEqual([]);
    expect(findings(node({ parent: '${ input.x }', disabled: '${ true }', position: { x: '1', y: 2 } }))).toEqual([
      'OR1012 /nodes/0/parent',
      'OR1012 /nodes/0/disabled',
      'OR1005 /nodes/0/position/x',
    ]);
  });

  it('an edge has source, source_handle, target, label, on and loop', () => {
    const edge = {
      source: 'a',
      source_handle: 'error',
      target: 'b',
      label: 'x',
      on: ['http.4xx', '*'],
      loop: { max: 3 },
    };
    expect(findings(document({ edges: [edge, { source: 'a', target: 'b', loop: {} }] }))).toEqual([]);
    const wrong = { source: 'a', target: 'b', on: [], loop: { max: 0 }, target_port: 'x' };
    expect(findings(document({ edges: [wrong, { source: 'a' }] }))).toEqual([
      'OR1008 /edges/0/on',
      'OR1008 /edges/0/loop/max',
      'OR1003 /edges/0/target_port',
      'OR1004 /edges/1',
    ]);
  });

  it('declares connections and messages', () => {
    const declared = {
      connections: [{ name: 'sandbox', type: 'commerce' }],
      messages: [{ name: 'order.confirmed', schema: { type: 'object' }, keep: 'P3D' }, { name: 'plain' }],
    };
    expect(findings(document(declared))).toEqual([]);
    expect(findings(document({ connections: [{ name: 'a' }], messages: [{ name: 'Order', keep: '3 days' }] }))).toEqual(
      ['OR1004 /connections/0', 'OR1007 /messages/0/name', 'OR1007 /messages/0/keep'],
    );
  });

  it('has at most three business keys', () => {
    const keys = { a: '${ input.a }', b: '${ input.b }', c: '${ input.c }' };
    expect(findings(document({ business_keys: keys }))).toEqual([]);
    expect(findings(document({ business_keys: { ...keys, d: '${ input.d }' } }))).toEqual(['OR1008 /business_keys']);
  });

  it('has an error policy of compensate or fail, and a deadline', () => {
    expect(findings(document({ error_policy: { strategy: 'fail' }, timeout: 'P7D' }))).toEqual([]);
    expect(findings(document({ error_policy: { strategy: 'retry' }, timeout: '7 days' }))).toEqual([
      'OR1006 /error_policy/strategy',
      'OR1007 /timeout',
    ]);
  });

  it.each([
    ['PT30S', true],
    ['PT2H', true],
    ['P7D', true],
    ['P1DT12H', true],
    ['P2W', true],
    ['P1Y', false],
    ['P1M', false],
    ['30s', false],
    ['PT', false],
  ])('a duration of ISO 8601 without years and months: %s is %s', (timeout, fine) => {
    expect(findings(document({ timeout }))).toEqual(fine ? [] : ['OR1007 /timeout']);
  });

  it('refuses unknown fields anywhere', () => {
    expect(findings(document({ colour: 'red', nodes: [{ id: 'a', type: 'end', colour: 1 }] }))).toEqual([
      'OR1003 /nodes/0/colour',
      'OR1003 /colour',
    ]);
  });
});

describe('LANGUAGE.md section 3, triggers', () => {
  it('write out how long a missed start is made up for', () => {
    const trigger = { id: 't', type: 'schedule', config: { every: 'PT1H' } };
    expect(findings(document({ triggers: [trigger] }))).toEqual([]);
  });
});

describe('LANGUAGE.md section 11, rules', () => {
  it('say exactly one thing each', () => {
    expect(findings(document({ rules: [{ id: 'r', at_most_once: 'a' }] }))).toEqual([]);
    expect(findings(document({ rules: [{ id: 'r' }, { id: 's', at_most_once: 'a', exclusion: ['a', 'b'] }] }))).toEqual(
      ['OR1008 /rules/0', 'OR1008 /rules/1'],
    );
  });
});
