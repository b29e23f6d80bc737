import { service } from '@omniroute/testing';
import type { Section } from './rule.ts';
import { shownControl } from './section-5-shown.ts';
import { answering, calls, steps } from './write.ts';

const list = service().input({ list: { type: 'array', items: { type: 'integer' } } });
const fork = steps('a', 'b')
  .node('go', 'parallel', { branches: [{ id: 'left' }, { id: 'right' }] })
  .edge('go:left', 'a')
  .edge('go:right', 'b');
const result = (id: string) => ({ outputs: { schema: {}, value: `\${ nodes.${id} }` } });
const when = (id: string, condition: string) => ({ id, label: id, when: `\${ ${condition} }` });

export const section5: Section = {
  title: '5. Kinds of control, their outputs and ports',
  silent: ['Where `nodes.<id>` may be read.', 'What a decision tells.', 'Subflows.'],
  shown: shownControl,
  owed: [
    [
      'answers the webhook that started the run, once',
      'No server runs `respond` yet; publishing it is refused (OR6003).',
    ],
  ],
  found: [
    [
      '`concurrency` (default 1, at most 200)',
      list
        .node('l', 'loop', { items: '${ input.list }', concurrency: 201 })
        .node('a', 'transform', { output: 1 }, { parent: 'l' }),
      ['OR1008 /nodes/0/config/concurrency'],
    ],
    ['`error`', steps('a', 'b').edge('a:error', 'b'), ['OR2003 /edges/0/source_handle']],
  ],
  played: [
    [
      'Of listed values the first is the default unless one is marked',
      service()
        .node('d', 'decision', { branches: [when('x', 'true'), when('y', 'true')] })
        .node('over', 'end', { output: '${ nodes.d.branch }' })
        .edge('d:x', 'over'),
      {},
      { output: 'x' },
    ],
    [
      '`{ branch }` or `{ branches }`',
      service()
        .node('d', 'decision', { mode: 'all', branches: [when('x', 'true'), when('y', 'true')] })
        .node('over', 'end', { output: '${ nodes.d.branches }' })
        .edge('d:x', 'over'),
      {},
      { output: ['x', 'y'] },
    ],
    [
      'then ports are the ids',
      fork.node('meet', 'join').line('a', 'meet').line('b', 'meet').with(result('meet')),
      {},
      { output: { winner: 'left', arrived: ['left', 'right'] } },
    ],
    [
      'winner = first to arrive',
      service()
        .node('go', 'parallel')
        .node('slow', 'wait', { duration: 'PT2S' })
        .node('fast', 'wait', { duration: 'PT1S' })
        .node('meet', 'join')
        .line('go', 'slow', 'meet')
        .line('go', 'fast', 'meet')
        .with(result('meet')),
      {},
      { output: { winner: 'fast', arrived: ['fast', 'slow'] } },
    ],
    [
      '`items` keep their index (from zero), skipped ones are null, `count` = finished items',
      list
        .node('l', 'loop', { items: '${ input.list }', on_item_error: 'report', collect: '${ 6 / item }' })
        .node('a', 'transform', { output: '${ 6 / item }' }, { parent: 'l' })
        .with({
          outputs: { schema: {}, value: '${ [nodes.l.items, nodes.l.errors.map(e, e.index), nodes.l.count] }' },
        }),
      { input: { list: [1, 0, 3] } },
      { output: [[6, null, 2], [1], 2] },
    ],
    [
      '`mode: for_each, while, times`',
      service()
        .node('l', 'loop', { mode: 'times', times: 3 })
        .node('a', 'transform', { output: '${ index }' }, { parent: 'l' })
        .with({ outputs: { schema: {}, value: '${ nodes.l.items }' } }),
      {},
      { output: [0, 1, 2] },
    ],
    [
      '`{ event, payload, at }`',
      service().node('w', 'wait', { duration: 'PT5S' }).with(result('w')),
      { now: '2026-01-05T09:00:00Z' },
      { output: { event: 'duration', payload: null, at: '2026-01-05T09:00:05Z' } },
    ],
    [
      "`event` is the event's id",
      service()
        .node('w', 'wait', {
          events: [
            { id: 'soon', duration: 'PT1S' },
            { id: 'later', duration: 'PT2S' },
          ],
        })
        .with(result('w')),
      { now: '2026-01-05T09:00:00Z' },
      { output: { event: 'soon', payload: null, at: '2026-01-05T09:00:01Z' } },
    ],
    [
      '`message { name, correlation, accept: any or fresh }`',
      service()
        .message('news', { schema: { type: 'integer' } })
        .node('w', 'wait', { message: { name: 'news', correlation: 'k' } })
        .with({ outputs: { schema: {}, value: '${ [nodes.w.event, nodes.w.payload] }' } }),
      {
        messages: [
          { at: 'PT1S', name: 'news', correlation: 'other', payload: 1 },
          { at: 'PT2S', name: 'news', correlation: 'k', payload: 2 },
        ],
      },
      { output: ['message', 2], duration: 'PT2S' },
    ],
    [
      '`callback { schema }`',
      service()
        .node('w', 'wait', { callback: { schema: { type: 'integer' } } })
        .with({ outputs: { schema: {}, value: '${ [nodes.w.event, nodes.w.payload] }' } }),
      { callbacks: [{ node: 'w', at: 'PT1S', payload: 7 }] },
      { output: ['callback', 7] },
    ],
    [
      '`{ outcome, data, by, at }`',
      service()
        .node('t', 'human_task', {
          title: 'Look',
          assignees: { roles: ['clerk'] },
          outcomes: [{ id: 'good', label: 'Good' }],
        })
        .with(result('t')),
      { now: '2026-01-05T09:00:00Z', tasks: [{ node: 't', at: 'PT1M', outcome: 'good', data: { x: 1 }, by: 'Ada' }] },
      { output: { outcome: 'good', data: { x: 1 }, by: 'Ada', at: '2026-01-05T09:01:00Z' } },
    ],
    [
      '`assignments: [{ variable, value }]` or `{ variable, add }`',
      service()
        .variable('sum', { type: 'integer' }, { initial: 1, merge: 'sum' })
        .variable('x', { type: 'integer' }, { initial: 0 })
        .node('s', 'set_variables', {
          assignments: [
            { variable: 'sum', add: 4 },
            { variable: 'x', value: 9 },
          ],
        }),
      {},
      { variables: { sum: 5, x: 9 } },
    ],
    [
      'a misfit is the error `validation.output`',
      calls(service(), 'a'),
      { mocks: { a: [{ output: { status: 'many', headers: {}, body: null } }] } },
      { status: 'failed', code: 'validation.output' },
    ],
    [
      '`output_schema` types what the kind cannot know',
      service()
        .node('a', 'http_request', {
          method: 'GET',
          url: 'https://shop.example/',
          output_schema: { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } },
        })
        .with({ outputs: { schema: { type: 'integer' }, value: '${ nodes.a.body.n + 1 }' } }),
      { mocks: { a: answering({ n: 4 }) } },
      { output: 5 },
    ],
    [
      '`has(x.y)`, `x != null`, `x.kind == "a"`, `x in [ … ]` and their negations then type `x`',
      service()
        .with({ inputs: { type: 'object', properties: { n: { type: 'integer' } } } })
        .node('d', 'decision', { branches: [when('given', 'has(input.n)')] })
        .node('use', 'transform', { output: '${ input.n + 1 }' })
        .edge('d:given', 'use'),
      { input: { n: 1 } },
      { path: 'd use' },
    ],
  ],
};
