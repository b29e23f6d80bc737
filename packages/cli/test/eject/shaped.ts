import type { JsonSchema } from '@omniroute/dsl';
import type { Scenario } from '@omniroute/plan';
import { type ServiceBuilder, service } from '@omniroute/testing';

/** A service of a shape that templates do not have, the services that it calls, and what is played on it. */
export interface Shaped {
  readonly name: string;
  readonly service: ServiceBuilder;
  readonly calls?: readonly ServiceBuilder[];
  readonly scenarios: readonly Scenario[];
}

const whole = { type: 'integer' } as const;
const ask = (path: string) => ({
  connection: 'shop',
  method: 'GET',
  url: path,
  output_schema: { type: 'object', required: ['n'], properties: { n: whole } },
});
const post = (path: string) => ({ ...ask(path), method: 'POST', body: { n: '${ input.n }' } });
const start = (id: string) => service(id, 'A service').connection('shop').input({ n: whole });
const output = (value: string, schema: JsonSchema = whole) => ({ outputs: { schema, value } });
const reply = (n: number) => [{ output: { status: 200, headers: {}, body: { n } } }];
const failing = (code: string) => ({ error: { code, message: 'no' } });
const play = (name: string, rest: Omit<Scenario, 'name'> = {}): Scenario => ({ name, input: { n: 2 }, ...rest });

/** Packs something, asks a person, and may fail behind what it can undo. */
const pack = start('pack-up')
  .with(output('${ nodes.look.body.n + vars.seen }'))
  .variable('seen', whole, { initial: 40 })
  .node('reserve', 'http_request', post('/reserve'), { compensate_with: 'release' })
  .node('release', 'http_request', post('/release'))
  .node('look', 'http_request', ask('/look'))
  .node('note', 'set_variables', { assignments: [{ variable: 'seen', value: '${ vars.seen + 1 }' }] })
  .line('reserve', 'look', 'note');

const caller = (id: string, rest: object = {}) =>
  start(id)
    .with(output('${ nodes.pack }'))
    .node('look', 'http_request', ask('/first'))
    .node('pack', 'subflow', { service: 'pack-up', input: { n: '${ nodes.look.body.n }' } }, rest)
    .line('look', 'pack');

/** Waits for mail and a person, and ends early for a small number. */
const confirm = start('confirm')
  .with(output('${ nodes.?answer.?outcome.orValue("none") }', { type: 'string' }))
  .message('order.confirmed', { schema: { type: 'object' } })
  .node('small', 'decision', { branches: [{ id: 'yes', when: '${ input.n < 2 }' }] })
  .node('stop', 'end', { output: 'small', terminate: true })
  .node('wait', 'wait', { message: { name: 'order.confirmed', correlation: '${ string(input.n) }' }, timeout: 'PT1H' })
  .node('late', 'raise_error', { code: 'business.late', message: 'Too late' })
  .node('answer', 'human_task', {
    title: 'Fine?',
    assignees: { roles: ['clerk'] },
    outcomes: [{ id: 'good', label: 'Good' }],
  })
  .edge('small:yes', 'stop')
  .edge('small:default', 'wait')
  .edge('wait', 'answer')
  .edge('wait:timeout', 'late');

export const shaped: readonly Shaped[] = [
  {
    name: 'a called service',
    service: caller('calls-one'),
    calls: [pack],
    scenarios: [
      play('ends well', { mocks: { look: reply(3), 'pack/look': reply(2) } }),
      play('fails, and has undone its own', { mocks: { 'pack/look': [failing('http.404')] } }),
    ],
  },
  {
    name: 'a called service that is tried again',
    service: caller('calls-again', { retry_policy: { maximum_attempts: 3, initial_interval: 'PT10S' } }),
    calls: [pack],
    scenarios: [
      play('ends well in the end', {
        mocks: { 'pack#1/look#1': [failing('http.503')], 'pack#2/look#1': reply(1) },
      }),
      play('is given up', { mocks: { 'pack/look': [failing('http.503')] } }),
    ],
  },
  {
    name: 'a called service that its caller takes back',
    service: start('books')
      .node('pack', 'subflow', { service: 'pack-up', input: '${ input }' }, { compensate_with: 'unpack' })
      .node('unpack', 'subflow', { service: 'confirm', input: { n: '${ nodes.?pack.orValue(0) > 0 ? 1 : 0 }' } })
      .node('pay', 'http_request', post('/pay'))
      .line('pack', 'pay'),
    calls: [pack, confirm],
    scenarios: [play('is undone', { mocks: { pay: [failing('business.declined')] } })],
  },
  {
    name: 'a called service that waits',
    service: start('asks')
      .with(output('${ nodes.?confirm.orValue("failed") }', { type: 'string' }))
      .node('confirm', 'subflow', { service: 'confirm', input: '${ input }' })
      .node('sorry', 'transform', { output: 1 })
      .edge('confirm:error', 'sorry', { on: ['business'] }),
    calls: [confirm],
    scenarios: [
      play('for mail and a person', {
        messages: [{ at: 'PT1M', name: 'order.confirmed', correlation: '2', payload: {} }],
        tasks: [{ node: 'confirm/answer', at: 'PT5M', outcome: 'good' }],
      }),
      play('in vain'),
      play('for nothing, where it ends itself', { input: { n: 1 } }),
    ],
  },
  {
    name: 'services that are called beside each other, one called off',
    service: start('called-race')
      .node('go', 'parallel')
      .node('fast', 'subflow', { service: 'pack-up', input: '${ input }' })
      .node('slow', 'subflow', { service: 'pack-up', input: '${ input }' })
      .node('meet', 'join', { mode: 'any' })
      .line('go', 'fast', 'meet')
      .line('go', 'slow', 'meet'),
    calls: [pack],
    scenarios: [
      play('the slow one has undone its own', {
        mocks: {
          'fast/look': [{ after: 'PT20S', ...(reply(1)[0] as object) }],
          'slow/look': [{ after: 'PT10M', ...(reply(1)[0] as object) }],
        },
      }),
    ],
  },
  {
    name: 'a scope that is tried again',
    service: start('scope-again')
      .node('box', 'scope', {}, { retry_policy: { maximum_attempts: 2 } })
      .node('reserve', 'http_request', post('/reserve'), { parent: 'box', compensate_with: 'release' })
      .node('release', 'http_request', post('/release'), { parent: 'box' })
      .node('pay', 'http_request', post('/pay'), { parent: 'box' })
      .line('reserve', 'pay'),
    scenarios: [
      play('ends well', { mocks: { 'pay#1.1': [failing('http.503')], 'pay#2.1': reply(1) } }),
      play('is given up', { mocks: { pay: [failing('http.503')] } }),
    ],
  },
  {
    name: 'a loop that is tried again',
    service: start('loop-again')
      .with(output('${ nodes.each.count }'))
      .node('each', 'loop', { items: [1, 2, 3] }, { retry_policy: { maximum_attempts: 2 } })
      .node('look', 'http_request', ask('/look'), { parent: 'each' }),
    scenarios: [
      play('ends well', { mocks: { 'look#1.2.1': [failing('http.503')] } }),
      play('is given up', { mocks: { 'look#1.2.1': [failing('http.503')], 'look#2.1.1': [failing('http.404')] } }),
    ],
  },
  {
    name: 'containers and calls that go on with a value',
    service: start('values-instead')
      .with(
        output('${ nodes.box.n + nodes.each.count + nodes.pack + nodes.look.body.n + nodes.share }', {
          type: 'number',
        }),
      )
      .node(
        'box',
        'scope',
        { output: { n: '${ nodes.first.body.n }' } },
        { on_error: { continue: { n: '${ input.n * 5 }' } } },
      )
      .node('first', 'http_request', ask('/first'), { parent: 'box' })
      .node('each', 'loop', { items: [1, 2] }, { on_error: { continue: { items: [], errors: [], count: 100 } } })
      .node('second', 'http_request', ask('/second'), { parent: 'each' })
      .node(
        'pack',
        'subflow',
        { service: 'pack-up', input: '${ input }' },
        { on_error: { continue: '${ input.n * 500 }' } },
      )
      .node('look', 'http_request', ask('/look'), {
        on_error: { continue: { status: 0, headers: {}, body: { n: '${ nodes.each.count }' } } },
      })
      .node('share', 'transform', { output: '${ 1000 / (nodes.look.body.n - 100) }' }, { on_error: { continue: -1 } })
      .line('box', 'each', 'pack', 'look', 'share'),
    calls: [pack],
    scenarios: [
      play('all fail', {
        mocks: {
          first: [failing('http.404')],
          second: [failing('http.404')],
          'pack/look': [failing('http.404')],
          'look#1': [failing('http.404')],
        },
      }),
      play('none fails', { mocks: { first: reply(1), second: reply(2), 'pack/look': reply(3), 'look#1': reply(4) } }),
    ],
  },
  {
    name: 'a join that lets the rest run on',
    service: start('runs-on')
      .with(output('${ nodes.meet.winner }', { type: 'string' }))
      .node('go', 'parallel')
      .node('fast', 'http_request', ask('/fast'))
      .node('slow', 'http_request', post('/slow'), { compensate_with: 'back' })
      .node('back', 'http_request', post('/back'))
      .node('more', 'http_request', ask('/more'))
      .node('meet', 'join', { mode: 'any', cancel_rest: false })
      .node('after', 'http_request', ask('/after'))
      .line('go', 'fast', 'meet', 'after')
      .line('go', 'slow', 'more', 'meet'),
    scenarios: [
      play('and ends with it', { mocks: { slow: [{ after: 'PT10S', ...(reply(1)[0] as object) }] } }),
      play('whatever becomes of it', { mocks: { more: [{ after: 'PT10S', ...failing('http.404') }] } }),
      play('and undoes it where it fails itself', {
        mocks: {
          more: [{ after: 'PT25S', ...(reply(1)[0] as object) }],
          after: [{ after: 'PT10S', ...failing('http.404') }],
        },
      }),
    ],
  },
  {
    name: 'values of lists',
    service: service('values-of-lists', 'A service')
      .with({
        inputs: {
          type: 'object',
          required: ['lines'],
          properties: {
            lines: {
              type: 'array',
              items: {
                type: 'object',
                required: ['name', 'n'],
                properties: { name: { type: 'string' }, n: { type: 'number' } },
              },
            },
            more: { type: 'array', items: whole },
          },
        },
        outputs: { schema: {}, value: '${ nodes.all }' },
      })
      .node('unread', 'transform', { output: { a: '${ input.lines[0].n }', b: 1 } }, { on_error: { continue: null } })
      .line('unread', 'all')
      .node('all', 'transform', {
        output: {
          by_name: '${ sort_by(input.lines, "name").map(e, e.n) }',
          by_number: '${ sort_by(input.lines, "n").map(e, e.name) }',
          first: '${ input.lines[?0].?name.orValue("none") }',
          ninth: '${ [1, 2, 3].map(e, e * 2)[?8].orValue(-1) }',
          perhaps: '${ input.?more[?0].orValue(-2) }',
          text: '${ json_string(input.lines) }',
        },
      }),
    scenarios: [
      play('some', {
        input: {
          lines: [
            { name: 'b', n: 2.5 },
            { n: 10, name: 'a"é' },
            { name: 'B', n: 2.5 },
          ],
          more: [7],
        },
      }),
      play('none', { input: { lines: [], more: [] } }),
    ],
  },
  {
    name: 'an effect with several policies',
    service: start('several-policies').node('look', 'http_request', ask('/look'), {
      retry_policy: [
        { on: ['http.503'], maximum_attempts: 5, initial_interval: 'PT2S' },
        { on: ['quota'], maximum_attempts: 2 },
      ],
    }),
    scenarios: [
      play('for one code', { mocks: { look: [...Array<object>(3).fill(failing('http.503')), ...reply(1)] as never } }),
      play('for another', { mocks: { look: [failing('quota')] } }),
      play('for none', { mocks: { look: [failing('http.500')] } }),
      play('counted together', { mocks: { look: [failing('http.503'), failing('http.503'), failing('quota')] } }),
    ],
  },
  {
    name: 'a branch that ended on its own keeps what it gave, one that was called off does not',
    service: start('own-end')
      .node('go', 'parallel', { branches: [{ id: 'x' }, { id: 'y' }, { id: 'z' }] })
      .node('first', 'http_request', ask('/first'))
      .node('which', 'decision', { branches: [{ id: 'done', when: '${ nodes.first.body.n > 5 }' }] })
      .node('over', 'transform', { output: 'over' })
      .node('second', 'http_request', ask('/second'))
      .node('third', 'http_request', ask('/third'))
      .node('long', 'wait', { duration: 'PT1H' })
      .node('meet', 'join', { mode: 'any' })
      .node('say', 'transform', {
        output:
          '${ [nodes.?first.body.n.orValue(-1), nodes.?second.body.n.orValue(-1), nodes.?third.body.n.orValue(-1)] }',
      })
      .with({ outputs: { value: '${ nodes.?say.orValue([]) }' } })
      .edge('go:x', 'first')
      .edge('first', 'which')
      .edge('which:done', 'over')
      .edge('which:default', 'meet')
      .edge('go:y', 'second')
      .edge('second', 'meet')
      .edge('go:z', 'third')
      .edge('third', 'long')
      .edge('long', 'meet')
      .edge('meet', 'say'),
    scenarios: [
      play('ended', {
        mocks: { first: reply(7), third: reply(8), second: [{ ...reply(9)[0], after: 'PT20S' }] as never },
      }),
      play('arrived', {
        mocks: { first: reply(3), third: reply(8), second: [{ ...reply(9)[0], after: 'PT20S' }] as never },
      }),
    ],
  },
];
