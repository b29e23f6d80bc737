import { customer, get, give, RETRY, SMS, type Sound, text, when, whole } from './parts.ts';

const post = (path: string) => ({ ...get(path, { id: text }), method: 'POST', body: { amount: '${ input.amount }' } });

/** Failing together, undoing, messages and time. */
export const scopes: readonly Sound[] = [
  [
    'a scope that is caught',
    customer('caught')
      .node('try', 'scope', { timeout: 'PT10M' })
      .node('ask', 'http_request', get('/v1/a', { left: whole }), { parent: 'try', retry_policy: RETRY })
      .node('good', 'transform', give('good'))
      .node('bad', 'transform', give('${ error.code }'))
      .node('late', 'end', { status: 'late' })
      .edge('try', 'good')
      .edge('try:error', 'bad')
      .edge('try:timeout', 'late'),
  ],
  [
    'a reservation that is undone',
    customer('undone')
      .node('both', 'scope')
      .node('reserve', 'http_request', post('/v1/reserve'), {
        parent: 'both',
        retry_policy: RETRY,
        compensate_with: 'release',
      })
      .node(
        'release',
        'http_request',
        { ...post('/v1/release'), body: { key: '${ compensation.key }' } },
        { parent: 'both', retry_policy: RETRY },
      )
      .node('charge', 'http_request', post('/v1/charge'), { parent: 'both', retry_policy: RETRY })
      .edge('reserve', 'charge')
      .node('thanks', 'send_notification', SMS, { retry_policy: RETRY, on_error: { continue: { id: '' } } })
      .edge('both', 'thanks'),
  ],
  [
    'a scope that gives a value, and takes turns',
    customer('turns')
      .node('one_by_one', 'scope', { mutex: '${ input.name }', output: { left: '${ nodes.ask.body.left }' } })
      .node('ask', 'http_request', get('/v1/a', { left: whole }), { parent: 'one_by_one', retry_policy: RETRY })
      .node('use', 'transform', give('${ nodes.one_by_one.left + 1 }'))
      .line('one_by_one', 'use'),
  ],
  [
    'an error of one’s own',
    customer('own-error')
      .node('judge', 'decision', { branches: [when('too_much', 'input.amount > 1000')] })
      .node('refuse', 'raise_error', { code: 'business.limit', message: 'Too much: ${ input.amount }' })
      .node('go_on', 'transform', give('fine'))
      .edge('judge:too_much', 'refuse')
      .edge('judge:default', 'go_on'),
  ],
  [
    'a message with a limit of time',
    customer('message')
      .message('reply.received', { schema: { type: 'object', required: ['word'], properties: { word: text } } })
      .node('wait', 'wait', { message: { name: 'reply.received', correlation: '${ input.phone }' }, timeout: 'PT2H' })
      .node('use', 'transform', give('${ nodes.wait.payload.word }'))
      .node('late', 'end', { status: 'late' })
      .edge('wait', 'use')
      .edge('wait:timeout', 'late'),
  ],
  [
    'the first of several events',
    customer('first-event')
      .message('reply.received', { schema: { type: 'object' } })
      .node('wait', 'wait', {
        events: [
          { id: 'reply', message: { name: 'reply.received', correlation: '${ input.phone }' } },
          { id: 'enough', duration: 'P1D' },
        ],
      })
      .node('a', 'transform', give('${ nodes.wait.event }'))
      .node('b', 'end', { status: 'nothing came' })
      .edge('wait:reply', 'a')
      .edge('wait:enough', 'b'),
  ],
  [
    'a message sent',
    customer('sent')
      .message('stock.low', { schema: { type: 'object', required: ['sku'], properties: { sku: text } } })
      .node('send', 'send_message', {
        name: 'stock.low',
        correlation: '${ input.name }',
        payload: { sku: '${ input.name }' },
      })
      .node('say', 'transform', give('${ nodes.send.delivered ? "heard" : "kept" }'))
      .line('send', 'say'),
  ],
  [
    'a callback with an address',
    customer('callback')
      .node(
        'ask',
        'http_request',
        { ...get('/v1/charge', { id: text }), method: 'POST', body: { callback_url: '${ callback.reply.url }' } },
        { retry_policy: RETRY },
      )
      .node('reply', 'wait', {
        callback: { schema: { type: 'object', required: ['paid'], properties: { paid: { type: 'boolean' } } } },
        timeout: 'PT1H',
      })
      .node('use', 'transform', give('${ nodes.reply.payload.paid }'))
      .node('late', 'end', { status: 'late' })
      .edge('ask', 'reply')
      .edge('reply', 'use')
      .edge('reply:timeout', 'late'),
  ],
  [
    'triggers with entries of their own',
    customer('triggers')
      .trigger('by_hand', 'manual')
      .trigger('placed', 'event', {
        config: { event: 'order.placed', dedupe_key: '${ event.data.id }' },
        when: '${ event.source == "shop" }',
        input: { name: '${ string(event.data.name) }', phone: '+1', amount: 1 },
      })
      .node('a', 'transform', give('${ trigger.id }'))
      .node('b', 'transform', give('${ input.amount }'))
      .edge('by_hand', 'b')
      .edge('placed', 'a')
      .edge('a', 'b'),
  ],
  [
    'a condition that others make true',
    customer('condition')
      .variable('ready', { type: 'boolean' }, { initial: false })
      .node('go', 'parallel')
      .node('until_ready', 'wait', { condition: '${ vars.ready }' })
      .node('pause', 'wait', { duration: 'PT5M' })
      .node('open', 'set_variables', { assignments: [{ variable: 'ready', value: true }] })
      .node('meet', 'join')
      .edge('go', 'until_ready')
      .edge('go', 'pause')
      .edge('pause', 'open')
      .edge('until_ready', 'meet')
      .edge('open', 'meet'),
  ],
];
