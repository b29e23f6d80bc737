import { service } from '@omniroute/testing';
import { ALIASES, kase, runtime, START, STEP } from './places.ts';
import type { Section } from './rule.ts';
import { gives } from './write.ts';

const two = service().node('a', 'transform', { output: 1 }).node('b', 'transform', { output: 2 });
const SCHEDULE = 'packages/dsl/src/triggers/schedule.test.ts';

export const section3: Section = {
  title: '3. Entry',
  shown: [
    ['Edges may start at a trigger id', STEP, 'the token of a trigger begins where its edge leads'],
    [
      'no incoming edge other than back edges',
      'compiler/src/compile.test.ts',
      'the start is the head of the circle, though an edge leads to it',
    ],
    ['(default `${ event.data }`, checked)', START, 'without a mapping the input is event.data'],
    ['(default `${ event.data }`, checked)', kase('OR4002-trigger')],
    ['maps what it received to `inputs`', START, 'what a trigger received is filtered, mapped and judged'],
    [
      '(beside `config`, like `input`; false makes no run) filters',
      runtime('webhooks'),
      'that filters the event out makes no run',
    ],
    [
      '`config.dedupe_key` makes a start idempotent per tenant, service and trigger',
      runtime('webhooks'),
      'makes one run of a key, and names it again',
    ],
    ['the parsed body (webhook)', runtime('webhooks'), 'reads forms and text as it reads JSON'],
    [
      '`{ scheduled_at }` (schedule)',
      runtime('schedules'),
      'starts a run at each of its times, and says when the next ones are',
    ],
    [
      "skips the trigger's `input`, `when` and `dedupe_key`",
      START,
      "a start that gives input skips the trigger's mapping, filter and dedupe key",
    ],
    [
      '`trigger` may be left out if the service has one or none',
      START,
      'a trigger may be left out where there is one or none',
    ],
    [
      'A start whose input does not fit is refused with `validation.input` and makes no run',
      START,
      'an input that does not fit makes no run',
    ],
    [
      '`webhook { path, method, signature, response: accepted | result, dedupe_key }`',
      runtime('webhooks'),
      'that asks for the result gets it, or the run when that takes too long',
    ],
    ['`schedule { cron or every, timezone', SCHEDULE, 'is read with the defaults of the language'],
    [
      'overlap: skip | buffer_one | buffer_all | cancel_other | allow_all',
      'runtime/src/domain/judge-ticks.test.ts',
      'with the policy %s',
    ],
    [
      '(`catch_up` defaults to `PT10M` and is written out on normalising)',
      ALIASES,
      'have catch_up written out on normalising',
    ],
  ],
  found: [
    [
      'each has exactly one',
      two.line('a', 'b').trigger('t', 'manual').trigger('u', 'manual').line('t', 'a'),
      ['OR3008 /triggers/1'],
    ],
    ['two roots are refused', two, ['OR3002 /nodes/1']],
    ['there is exactly one root node outside containers', two.line('a', 'b', 'a'), ['OR3004 /edges/1']],
    [
      'Each container has one root in the same sense',
      service()
        .node('s', 'scope')
        .node('a', 'transform', { output: 1 }, { parent: 's' })
        .node('b', 'transform', { output: 1 }, { parent: 's' }),
      ['OR3009 /nodes/2'],
    ],
    ['Types: `manual`', two.line('a', 'b').trigger('t', 'at_will'), ['OR6002 /triggers/0/type']],
    [
      '`event { event, source, dedupe_key }`',
      two.line('a', 'b').trigger('t', 'event', { config: { event: 'x', colour: 1 } }),
      ['OR1003 /triggers/0/config/colour'],
    ],
  ],
  played: [
    [
      'not the undo of a `compensate_with`',
      service()
        .node('a', 'http_request', { method: 'POST', url: 'https://shop.example/' }, { compensate_with: 'b' })
        .node('b', 'http_request', { method: 'POST', url: 'https://shop.example/' }),
      {},
      { path: 'a', status: 'completed' },
    ],
    ['(then `trigger.id` is `manual`)', gives('${ trigger.id }'), {}, { output: 'manual' }],
    [
      '(the simulator shows it as failed, with no calls)',
      gives('${ input.n }', service().input({ n: { type: 'integer' } })),
      { input: { n: 'x' } },
      { status: 'failed', code: 'validation.input', keys: [], path: '' },
    ],
    [
      '`event.data` is the entered data (manual)',
      gives(
        '${ input.n }',
        service()
          .input({ n: { type: 'integer' } })
          .trigger('t', 'manual', { input: { n: '${ event.data.m }' } }),
      ),
      { event: { data: { m: 5 } } },
      { output: 5 },
    ],
    [
      "the CloudEvent's data (event)",
      gives(
        '${ input.n }',
        service()
          .input({ n: { type: 'integer' } })
          .trigger('t', 'event', { config: { event: 'order.placed' } }),
      ),
      { event: { data: { n: 6 } } },
      { output: 6 },
    ],
  ],
};
