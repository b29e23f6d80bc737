import { service } from '@omniroute/testing';
import { EFFECTS, INCIDENT, kase, SCOPE, UNDO } from './places.ts';
import type { Section } from './rule.ts';
import { answering, calls, failing } from './write.ts';

const ATTEMPTED = 'packages/engine/src/undo/attempted.test.ts';
const OPERATIONS = 'runtime/test/operations.system.test.ts';
const undoes = { compensate_with: 'back' };
/** A charge, its undo, and a step that fails behind it. */
const pair = (rest: object = undoes, undo: object = {}) =>
  calls(calls(service(), 'charge', rest as never), 'fail')
    .node('back', 'http_request', {
      method: 'POST',
      url: 'https://shop.example/',
      body: {
        key: '${ compensation.key }',
        why: '${ error.code }',
        given: '${ nodes.?charge.?status.orValue(0) }',
        ...undo,
      },
    })
    .line('charge', 'fail');
const bad = { mocks: { charge: answering(), fail: failing('business.no') } };

export const section8: Section = {
  title: '8. Compensation',
  shown: [
    ['one effect node or subflow with the same parent and no edges', kase('OR3026')],
    ['one effect node or subflow with the same parent and no edges', kase('OR3028')],
    ['one effect node or subflow with the same parent and no edges', kase('OR3014')],
    [
      'it counts if any attempt may have reached the target',
      ATTEMPTED,
      '%s counts as attempted exactly if it leaves open whether the target was reached',
    ],
    [
      'it counts if any attempt may have reached the target',
      UNDO,
      'an effect that failed in doubt is undone where any attempt counts, the last or one before it',
    ],
    [
      'The entry remembers `nodes.*`, `item` and `index` as they were',
      UNDO,
      'what items did is undone with their items, outputs and indexes as they were',
    ],
    [
      'the undo sees `nodes.?<id>`, `error` and `compensation.key`',
      EFFECTS,
      'sees what its step saw, the item, the error and the key of what it undoes',
    ],
    [
      'When a scope fails or times out with `on_error: compensate`',
      UNDO,
      'a scope that is late undoes before it leaves by timeout',
    ],
    [
      'siblings are cancelled',
      UNDO,
      'an effect in flight reports back before the first undo; a late success joins the list',
    ],
    [
      '(a late success joins the list)',
      UNDO,
      'an effect in flight reports back before the first undo; a late success joins the list',
    ],
    [
      'undo runs one by one in reverse order of completion',
      UNDO,
      'a run that fails undoes what was done, one by one from the last, under the paths of what is undone',
    ],
    ['not cancellable', UNDO, 'an undo is not cancellable'],
    [
      'then the scope leaves by `error` or `timeout`, or the error goes outward',
      UNDO,
      'a scope that fails undoes its own before it leaves by error',
    ],
    [
      'hands the entries to the parent, `final` forgets them',
      UNDO,
      'on_success keep hands the entries to what is around, final forgets them',
    ],
    ['is undone at once', UNDO, 'what a branch cancelled by cancel_rest had done is undone before the join goes on'],
    [
      'What a branch or item cancelled by `cancel_rest` or `until`',
      UNDO,
      'what items cancelled by until had done is undone before the loop goes on',
    ],
    ['stays on the list', UNDO, 'what an ignored failed branch had done stays on the list'],
    [
      "a scope's `on_error: keep` hands its entries to the parent",
      UNDO,
      'on_error keep hands the entries to what is around',
    ],
    [
      'An undo that fails for good parks the run',
      INCIDENT,
      'P17 an undo that fails for good parks the run and says which undo and why',
    ],
    ['nothing else of it runs until a person decides', INCIDENT, 'nothing of it moves: what comes later is kept'],
    [
      'nothing else of it runs until a person decides',
      OPERATIONS,
      'an undo that failed is %s by a person, and the run ends as the simulator says',
    ],
    [
      'each with its own retry policy',
      'packages/simulator/src/simulate-bodies.test.ts',
      'an undo is played like any effect: by its node or its exact key, with its own retry',
    ],
    [
      'When a scope fails or times out',
      SCOPE,
      'a timeout cancels the body and leaves by its port with the error timeout.scope',
    ],
  ],
  found: [['drawn beside it', pair().line('fail', 'back'), ['OR3014 /nodes/2']]],
  played: [
    [
      'the undo sees',
      pair(),
      bad,
      { status: 'compensated', keys: ['charge#1', 'fail#1', 'back#1'], code: 'business.no' },
    ],
    [
      "(the effect's key)",
      pair(),
      bad,
      {
        inputs: [
          { method: 'POST', url: 'https://shop.example/', body: { step: 'charge' } },
          { method: 'POST', url: 'https://shop.example/', body: { step: 'fail' } },
          { method: 'POST', url: 'https://shop.example/', body: { key: 'charge#1', why: 'business.no', given: 200 } },
        ],
      },
    ],
    [
      '(default where the effect can end in doubt;',
      pair(),
      { mocks: { charge: failing('timeout.run') } },
      { status: 'compensated', keys: ['charge#1', 'back#1'] },
    ],
    [
      'not if all ended in',
      pair(),
      { mocks: { charge: failing('http.404') } },
      { status: 'failed', keys: ['charge#1'] },
    ],
    [
      'or `completed`',
      pair({ ...undoes, compensate_on: 'completed' }),
      { mocks: { charge: failing('timeout.run') } },
      { status: 'failed', keys: ['charge#1'] },
    ],
    [
      '`input`, `vars` and `error` are live',
      pair(undoes, { seen: '${ vars.v }' })
        .variable('v', { type: 'integer' }, { initial: 1 })
        .node('set', 'set_variables', { assignments: [{ variable: 'v', value: 2 }] })
        .with({
          edges: [
            { source: 'charge', target: 'set' },
            { source: 'set', target: 'fail' },
          ],
        }),
      bad,
      {
        inputs: [
          { method: 'POST', url: 'https://shop.example/', body: { step: 'charge' } },
          { method: 'POST', url: 'https://shop.example/', body: { step: 'fail' } },
          {
            method: 'POST',
            url: 'https://shop.example/',
            body: { key: 'charge#1', why: 'business.no', given: 200, seen: 2 },
          },
        ],
      },
    ],
    [
      '(and the run, with the same strategy)',
      pair().with({ error_policy: { strategy: 'fail' } }),
      bad,
      { status: 'failed', keys: ['charge#1', 'fail#1'] },
    ],
    [
      'the pivot after which one only goes forward',
      service()
        .node('s', 'scope', { on_success: 'final' })
        .node('charge', 'http_request', { method: 'POST', url: 'https://shop.example/' }, { parent: 's', ...undoes })
        .node('back', 'http_request', { method: 'POST', url: 'https://shop.example/' }, { parent: 's' })
        .node('fail', 'http_request', { method: 'POST', url: 'https://shop.example/' })
        .line('s', 'fail'),
      bad,
      { status: 'failed', keys: ['charge#1.1', 'fail#1'] },
    ],
  ],
};
