import { expect, test } from 'vitest';
import { defineErrors, isFault } from './catalogue.ts';

const errors = defineErrors({
  'storage.conflict': {
    message: 'Service {id} was changed by someone else. Load it again.',
    status: 409,
    retryable: false,
  },
  'storage.down': { message: 'The database does not answer.', status: 503, retryable: true },
});

test('a fault carries code, status, retry rule, facts and cause, and is worded by its catalogue', () => {
  const cause = new Error('row version');
  const fault = errors.fault('storage.conflict', { id: 's-1' }, cause);
  const { name, message, code, status, retryable, facts } = fault;
  expect({ name, message, code, status, retryable, facts, cause: fault.cause }).toEqual({
    name: 'Fault',
    message: 'Service s-1 was changed by someone else. Load it again.',
    code: 'storage.conflict',
    status: 409,
    retryable: false,
    facts: { id: 's-1' },
    cause,
  });
});

test('a catalogue recognises its own faults and not those of another', () => {
  const others = defineErrors({ 'egress.denied': { message: 'Not allowed.', status: 403, retryable: false } });
  const fault = errors.fault('storage.down');
  expect([errors.is(fault), others.is(fault), isFault(fault)]).toEqual([true, false, true]);
});

test('a fault is recognised by its mark, so a duplicate of this package recognises it too', () => {
  const foreign = Object.assign(new Error('x'), { [Symbol.for('omniroute.fault')]: true, code: 'storage.down' });
  expect(isFault(foreign)).toBe(true);
  expect(errors.is(foreign)).toBe(true);
});

test.each([[null], [undefined], ['storage.down'], [new Error('storage.down')], [{ code: 'storage.down' }]])(
  'what was not made by a catalogue is no fault: %s',
  (value) => {
    expect(isFault(value)).toBe(false);
    expect(errors.is(value)).toBe(false);
  },
);
