import { planOf } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { createState } from '../create-state.ts';
import { claimKey, redoKey } from './redo.ts';

const fresh = () => createState(planOf({ nodes: [{ id: 'stop', op: 'end' }] }));

test('what is done once more has a key of its own each time, whichever of its keys is named', () => {
  const state = fresh();
  expect([redoKey(state, 'refund#1.17.2'), redoKey(state, 'refund#1.17.2'), redoKey(state, 'refund#1.17.2~2')]).toEqual(
    ['refund#1.17.2~2', 'refund#1.17.2~3', 'refund#1.17.2~4'],
  );
  expect(redoKey(state, 'refund#1.17.3')).toBe('refund#1.17.3~2');
});

test('the undo of a redo takes its number, unless a redo of the undo has it', () => {
  const state = fresh();
  expect(claimKey(state, 'refund#1')).toBe('refund#1');
  expect(claimKey(state, 'refund#1~2')).toBe('refund#1~2');
  expect(redoKey(state, 'refund#1')).toBe('refund#1~3');
  expect(claimKey(state, 'refund#1~3')).toBe('refund#1~4');
});
