import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Agenda } from './agenda.ts';

test('instants come in order, with all that was planned for them in the order it was planned', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), (instants) => {
      const agenda = new Agenda<number>();
      for (const [index, at] of instants.entries()) agenda.add(at, index);
      const expected = [...new Set(instants)]
        .sort((a, b) => a - b)
        .map((at) => ({ at, items: instants.flatMap((other, index) => (other === at ? [index] : [])) }));
      const got = [];
      for (let next = agenda.next(); next !== null; next = agenda.next()) got.push(next);
      expect(got).toEqual(expected);
    }),
  );
});
