import type { Service } from '@omniroute/dsl';
import { RandomService, randomBlocks, serviceArbitrary } from '@omniroute/testing';
import { sound } from '@omniroute/testing/sound';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import orderEscalation from '../../../../templates/order-escalation/service.json' with { type: 'json' };
import paymentCollection from '../../../../templates/payment-collection/service.json' with { type: 'json' };
import stockReplenishment from '../../../../templates/stock-replenishment/service.json' with { type: 'json' };
import { documentOf, isText } from '../../test/documents.ts';
import { toDocument } from './to-document.ts';
import { toService } from './to-service.ts';

const seed = 20260108;

/** The service of a document that went over the network. */
function received(service: Service): Service {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(documentOf(service)));
  return toService(copy);
}

describe('service to document to service', () => {
  it.each([orderEscalation, paymentCollection, stockReplenishment].map((each) => [each.id, each] as const))(
    'is the identity on template %s',
    (_, template) => {
      const service = template as unknown as Service;
      expect(received(service)).toEqual(service);
    },
  );

  it.each(sound)('is the identity on %s', (_, builder) => {
    const service = builder.json as unknown as Service;
    expect(received(service)).toEqual(service);
  });

  it('is the identity on services of random blocks', () => {
    fc.assert(
      fc.property(randomBlocks, (block) => {
        const service = new RandomService(block).service() as unknown as Service;
        expect(received(service)).toEqual(service);
      }),
      { seed, numRuns: 200 },
    );
  });

  it('is the identity on whatever has the shape of a service', () => {
    fc.assert(
      fc.property(serviceArbitrary, (service) => {
        expect(received(service)).toEqual(service);
      }),
      { seed, numRuns: 2000 },
    );
  });

  it('keeps what looks like the document’s own keys, and fields that the language does not know', () => {
    const service = {
      dsl_version: '1.0',
      id: 'own-keys',
      name: 'Own keys',
      schema: 7,
      '#epoch': 1,
      empty_notes: false,
      nodes: [
        { id: 'a', type: 'x', order: 1, deletedAt: 2, pos: [3], position: { x: 1, y: 2, z: 3 }, '#x': 1, config: {} },
        {
          id: 'b',
          type: 'x',
          config: { '#list': 1, '#order': [{ '#order': 1, '##value': 2 }, [[]], {}], position: { x: 1, y: 2 } },
        },
        { id: 'c', type: 'x', config: 3, size: { width: 1, height: 2 } },
      ],
      edges: [{ source: 'a', source_handle: 'out', target: 'b', loop: {} }],
      variables: [],
    } as unknown as Service;
    expect(received(service)).toEqual(service);
  });

  it.each([
    [
      'a step twice',
      {
        nodes: [
          { id: 'a', type: 'x' },
          { id: 'a', type: 'y' },
        ],
      },
      'OR1015 /nodes/0',
    ],
    [
      'a wire twice',
      {
        edges: [
          { source: 'a', target: 'b' },
          { source: 'a', source_handle: 'out', target: 'b' },
        ],
      },
      'OR2009 /edges/0',
    ],
    ['an end that is no id', { edges: [{ source: 'a:b', target: 'c' }] }, 'OR1007 /edges/0'],
  ])('is refused for %s', (_, fields, fault) => {
    const service = {
      dsl_version: '1.0',
      id: 's',
      name: 'Service',
      nodes: [],
      edges: [],
      ...fields,
    } as unknown as Service;
    const made = toDocument(service, { isText });
    expect(made.ok ? null : `${made.error.code} ${made.error.pointer}`).toBe(fault);
  });
});
