import { expect, test } from 'vitest';
import { diagnostic, hasErrors } from './diagnostic.ts';

test('a finding takes wording and severity from the table and keeps its place', () => {
  expect(diagnostic('OR2001', { pointer: '/edges/3/target', edge_id: 'a:out>b', facts: { name: 'b' } })).toEqual({
    code: 'OR2001',
    severity: 'error',
    message: 'This connection ends at "b", which does not exist.',
    pointer: '/edges/3/target',
    edge_id: 'a:out>b',
  });
});

test('expected and got are both fields of the finding and facts of its wording', () => {
  expect(
    diagnostic('OR1006', { pointer: '/category', expected: 'a, b', got: 'c', facts: { where: '"category"' } }),
  ).toEqual({
    code: 'OR1006',
    severity: 'error',
    message: '"category" must be one of a, b; "c" is not.',
    pointer: '/category',
    expected: 'a, b',
    got: 'c',
  });
});

test('a near miss is said in the message and kept as a field for machines', () => {
  const finding = diagnostic('OR2005', { pointer: '/x', did_you_mean: 'escalated', facts: { name: 'escalatd' } });
  expect(finding.message).toBe('There is no variable named "escalatd". Did you mean "escalated"?');
  expect(finding.did_you_mean).toBe('escalated');
});

test('a pass may lower the severity of a code, and only errors forbid publishing', () => {
  const warning = diagnostic('OR2001', { pointer: '', severity: 'warning', facts: { name: 'b' } });
  expect(warning.severity).toBe('warning');
  expect(hasErrors([warning, diagnostic('OR5001', { pointer: '', facts: { node: 'a' } })])).toBe(false);
  expect(hasErrors([warning, diagnostic('OR2001', { pointer: '', facts: { name: 'b' } })])).toBe(true);
});

test('a fact that was forgotten stays visible as its place', () => {
  expect(diagnostic('OR2001', { pointer: '' }).message).toBe('This connection ends at "{name}", which does not exist.');
});
