import { assign, customer, get, give, RETRY, SMS, type Sound, text, whole } from './parts.ts';

/** One thing after another. */
export const lines: readonly Sound[] = [
  ['one step', customer('one-step').node('only', 'transform', give(1))],
  [
    'a call, a sum, a message',
    customer('call-sum-message')
      .node('order', 'http_request', get('/v1/orders/1', { total: whole, items: { type: 'array', items: whole } }), {
        retry_policy: RETRY,
      })
      .node(
        'work_out',
        'transform',
        give({ sum: '${ sum(nodes.order.body.items) }', half: '${ nodes.order.body.total / 2 }' }),
      )
      .node('tell', 'send_notification', { ...SMS, text: 'Sum ${ nodes.work_out.sum }' }, { retry_policy: RETRY })
      .line('order', 'work_out', 'tell'),
  ],
  [
    'a variable set, read and given back',
    customer('variable')
      .with({
        outputs: {
          schema: { type: 'object', required: ['greeting'], properties: { greeting: text } },
          value: { greeting: '${ vars.greeting }' },
        },
      })
      .variable('greeting', text)
      .node('greet', 'set_variables', assign({ greeting: 'Hello ${ input.name }' }))
      .node('shout', 'transform', give('${ vars.greeting + "!" }'))
      .line('greet', 'shout'),
  ],
  [
    'a courtesy that may fail',
    customer('courtesy')
      .node('tell', 'send_notification', SMS, { retry_policy: RETRY, on_error: { continue: { id: '' } } })
      .node('note', 'transform', give('${ nodes.tell.id == "" ? "not told" : "told" }'))
      .line('tell', 'note'),
  ],
  [
    'a failure with a way of its own',
    customer('error-way')
      .node('ask', 'http_request', get('/v1/stock/1', { left: whole }), { retry_policy: RETRY })
      .node('use', 'transform', give('${ nodes.ask.body.left }'))
      .node('missing', 'transform', give('${ error.code + ": " + error.message }'))
      .node('broken', 'end', { status: 'broken' })
      .edge('ask', 'use')
      .edge('ask:error', 'missing', { on: ['http.404'] })
      .edge('ask:error', 'broken'),
  ],
  [
    'a step that is switched off',
    customer('switched-off')
      .node('tell', 'send_notification', SMS, { disabled: true })
      .node('go_on', 'transform', give('${ input.amount + 1 }'))
      .line('tell', 'go_on'),
  ],
  [
    'money as decimals, a date, a hash',
    customer('values')
      .node(
        'work_out',
        'transform',
        give({
          price: '${ string(decimal("19.90") * decimal("3")) }',
          tags: '${ distinct(["a", "b", "a"]) }',
          mark: '${ sha256(input.name) }',
          big: '${ input.amount > 100 && size(input.name) < 50 }',
        }),
      )
      .node('use', 'transform', give('${ nodes.work_out.price + " " + nodes.work_out.tags[0] }'))
      .line('work_out', 'use'),
  ],
];
