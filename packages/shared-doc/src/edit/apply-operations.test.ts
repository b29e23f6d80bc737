import { applyAll, type Operation, revert } from '@omniroute/dsl';
import { operationArbitrary, serviceArbitrary } from '@omniroute/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentOf, isText } from '../../test/documents.ts';
import { toService } from '../service/to-service.ts';
import { applyOperations, revertOperations } from './apply-operations.ts';
import type { Origin } from './origin.ts';

const seed = 20260109;
const origin: Origin = { kind: 'person', now: () => 1 };

describe('operations on a document', () => {
  it('do what they do to the plain service, and are refused where they are refused', () => {
    let [made, refused] = [0, 0];
    fc.assert(
      fc.property(
        serviceArbitrary,
        fc.array(fc.array(operationArbitrary, { minLength: 1, maxLength: 3 }), { maxLength: 6 }),
        (start, turns) => {
          const doc = documentOf(start);
          let service = start;
          for (const operations of turns) {
            const plain = applyAll(service, operations);
            const written = applyOperations(doc, operations, origin, { isText });
            expect(written.ok).toBe(plain.ok);
            if (plain.ok) [service, made] = [plain.value.service, made + 1];
            else refused += 1;
            expect(toService(doc)).toEqual(service);
          }
        },
      ),
      { seed, numRuns: 1500 },
    );
    expect([made > 500, refused > 500]).toEqual([true, true]);
  });

  it('are taken back by their inverse', () => {
    fc.assert(
      fc.property(serviceArbitrary, fc.array(operationArbitrary, { maxLength: 8 }), (service, operations) => {
        const doc = documentOf(service);
        const kept: Operation[] = [];
        for (const operation of operations) if (applyAll(service, [...kept, operation]).ok) kept.push(operation);
        const applied = applyOperations(doc, kept, origin, { isText });
        if (!applied.ok) throw new Error('what the service takes is refused by the document');
        expect(revert(toService(doc), applied.value.inverse).ok).toBe(true);
        expect(revertOperations(doc, applied.value.inverse, origin, { isText }).ok).toBe(true);
        expect(toService(doc)).toEqual(service);
      }),
      { seed, numRuns: 800 },
    );
  });
});
