import { service } from '@omniroute/testing';
import { CALL, EACH, kase, runtime, SIMULATE, UNDO } from './places.ts';
import type { Section } from './rule.ts';
import { answering, calls, failing } from './write.ts';

const KEYS = 'packages/plan/src/keys.test.ts';
const POST = { method: 'POST', url: 'https://shop.example/' };
const twice = { mocks: { charge: answering() } };
const looped = service()
  .node('l', 'loop', { mode: 'times', times: 2 })
  .node('charge', 'http_request', POST, { parent: 'l' })
  .node('more', 'decision', { branches: [{ id: 'no', label: 'No', when: '${ false }' }] }, { parent: 'l' })
  .edge('charge', 'more')
  .edge('more:default', 'charge', { loop: { max: 1 } });

export const section10: Section = {
  title: '10. Keys',
  shown: [
    ['`node#path`', KEYS, '%s is taken apart'],
    [
      'inside a subflow `ship#2/charge#1`, inlined or not',
      CALL,
      'runs under keys of its own, sees nothing of its caller, and its output is that of the call',
    ],
    [
      "an operator's redo appends `~2`",
      'packages/engine/src/run/redo.test.ts',
      'what is done once more has a key of its own each time, whichever of its keys is named',
    ],
    [
      'An undo takes the path of the entry it undoes',
      UNDO,
      'a run that fails undoes what was done, one by one from the last, under the paths of what is undone',
    ],
    [
      'An undo takes the path of the entry it undoes',
      KEYS,
      'an undo takes the place of what it undoes, inside subflows too',
    ],
    ['a node is the undo of one node only', kase('OR3027')],
    ['appear in neither `calls` nor `keys`', SIMULATE, 'acts that serve a node are no calls'],
    [
      'The idempotency header is `tenant:service:run:key`',
      KEYS,
      'the idempotency header names tenant, service, run and key',
    ],
    [
      '(`mode: start` makes a new root)',
      runtime('called-services'),
      'a started service is a run of its own, one for each key of the effect, in the list of runs',
    ],
    [
      'a second pass of a back edge in it',
      EACH,
      'a back edge in a body counts anew in each turn, and its visits have keys of their own',
    ],
  ],
  played: [
    [
      'The path is, for each container from the outside in',
      service()
        .node('l', 'loop', { mode: 'times', times: 2 })
        .node('s', 'scope', {}, { parent: 'l' })
        .node('charge', 'http_request', POST, { parent: 's' }),
      twice,
      { keys: ['charge#1.1.1.1', 'charge#1.2.1.1'] },
    ],
    ['all one-based, always written', calls(service(), 'charge'), twice, { keys: ['charge#1'] }],
    [
      "item 17 of the loop's first visit `charge#1.17.1`",
      service().node('l', 'loop', { mode: 'times', times: 17 }).node('charge', 'http_request', POST, { parent: 'l' }),
      twice,
      { keys: Array.from({ length: 17 }, (_, index) => `charge#1.${index + 1}.1`) },
    ],
    [
      'counters restart with their prefix',
      looped,
      twice,
      { keys: ['charge#1.1.1', 'charge#1.1.2'] as never, code: 'limit.iterations' },
    ],
    [
      'A retry keeps the key',
      service().node(
        'charge',
        'http_request',
        { method: 'GET', url: 'https://shop.example/' },
        { retry_policy: { maximum_attempts: 3 } },
      ),
      { mocks: { charge: [...failing('http.503'), ...(answering() as never[])] as never } },
      { keys: ['charge#1', 'charge#1'], status: 'completed' },
    ],
  ],
};
