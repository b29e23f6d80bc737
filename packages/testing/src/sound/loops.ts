import { assign, customer, get, give, RETRY, SMS, type Sound, text, when, whole } from './parts.ts';

const lines = {
  type: 'array',
  items: { type: 'object', required: ['sku', 'units'], properties: { sku: text, units: whole } },
};

/** Again and again. */
export const loops: readonly Sound[] = [
  [
    'for each line of an order',
    customer('each-line')
      .input({ lines })
      .node('each', 'loop', { items: '${ input.lines }', collect: '${ nodes.double.units }' })
      .node('double', 'transform', give({ units: '${ item.units * 2 }', place: '${ index }' }), { parent: 'each' })
      .node('add', 'transform', give('${ sum(nodes.each.items) }'))
      .line('each', 'add'),
  ],
  [
    'several at a time, failures reported',
    customer('each-reported')
      .input({ phones: { type: 'array', items: text } })
      .node('each', 'loop', {
        items: '${ input.phones }',
        concurrency: 5,
        on_item_error: 'report',
        tolerate: { percent: 50 },
      })
      .node(
        'tell',
        'send_notification',
        { ...SMS, to: '${ item }', text: 'Hello' },
        { parent: 'each', retry_policy: RETRY },
      )
      .node('say', 'transform', give('${ size(nodes.each.errors) == 0 ? "all" : nodes.each.errors[0].error.code }'))
      .line('each', 'say'),
  ],
  [
    'pages until there is no more',
    customer('pages')
      .variable('cursor', { type: ['string', 'null'] }, { initial: '' })
      .variable('all', { type: 'array', items: whole }, { initial: [] })
      .node('pages', 'loop', { mode: 'while', condition: '${ vars.cursor != null }', max_iterations: 50 })
      .node(
        'page',
        'http_request',
        get('/v1/stock?cursor=${ vars.cursor == null ? "" : vars.cursor }', {
          items: { type: 'array', items: whole },
          next: { type: ['string', 'null'] },
        }),
        {
          parent: 'pages',
          retry_policy: RETRY,
        },
      )
      .node(
        'keep',
        'set_variables',
        assign({ all: '${ vars.all + nodes.page.body.items }', cursor: '${ nodes.page.body.next }' }),
        { parent: 'pages' },
      )
      .edge('page', 'keep')
      .node('use', 'transform', give('${ size(vars.all) }'))
      .edge('pages', 'use'),
  ],
  [
    'three times',
    customer('times')
      .node('thrice', 'loop', { mode: 'times', times: 3 })
      .node('knock', 'transform', give('knock ${ index }'), { parent: 'thrice' })
      .node('say', 'transform', give('${ nodes.thrice.count }'))
      .line('thrice', 'say'),
  ],
  [
    'until one fits',
    customer('until')
      .input({ numbers: { type: 'array', items: whole } })
      .node('look', 'loop', { items: '${ input.numbers }', until: '${ nodes.judge > 10 }' })
      .node('judge', 'transform', give('${ item * 2 }'), { parent: 'look' })
      .node('say', 'transform', give('${ size(nodes.look.items) }'))
      .line('look', 'say'),
  ],
  [
    'a loop in a loop',
    customer('nested-loops')
      .input({ orders: { type: 'array', items: { type: 'object', required: ['lines'], properties: { lines } } } })
      .node('orders', 'loop', { items: '${ input.orders }', collect: '${ sum(nodes.lines.items) }' })
      .node('lines', 'loop', { items: '${ item.lines }', collect: '${ item.units }' }, { parent: 'orders' })
      .node('line', 'transform', give('${ loop.orders.index * 100 + index }'), { parent: 'lines' })
      .node('say', 'transform', give('${ sum(nodes.orders.items) }'))
      .line('orders', 'say'),
  ],
  [
    'in batches',
    customer('batches')
      .input({ numbers: { type: 'array', items: whole } })
      .node('each', 'loop', { items: '${ input.numbers }', batch: 10, collect: '${ nodes.add }' })
      .node('add', 'transform', give('${ sum(item) }'), { parent: 'each' })
      .node('say', 'transform', give('${ sum(nodes.each.items) }'))
      .line('each', 'say'),
  ],
  [
    'a circle that is counted',
    customer('counted')
      .variable('tries', whole, { initial: 0 })
      .node('count', 'set_variables', assign({ tries: '${ vars.tries + 1 }' }))
      .node('enough', 'decision', { branches: [when('again', 'vars.tries < 3')] })
      .node('done', 'transform', give('${ vars.tries }'))
      .edge('count', 'enough')
      .edge('enough:again', 'count', { loop: { max: 5 } })
      .edge('enough:default', 'done'),
  ],
  [
    'a circle that waits',
    customer('polling')
      .node('ask', 'http_request', get('/v1/state', { done: { type: 'boolean' } }), { retry_policy: RETRY })
      .node('ready', 'decision', { branches: [when('yes', 'nodes.ask.body.done')] })
      .node('pause', 'wait', { duration: 'PT1M' })
      .node('done', 'transform', give('done'))
      .edge('ask', 'ready')
      .edge('ready:yes', 'done')
      .edge('ready:default', 'pause')
      .edge('pause', 'ask', { loop: {} }),
  ],
  [
    'contributions of many items',
    customer('each-adds')
      .input({ numbers: { type: 'array', items: whole } })
      .variable('total', whole, { initial: 0, merge: 'sum' })
      .node('each', 'loop', { items: '${ input.numbers }', concurrency: 3 })
      .node('add', 'set_variables', { assignments: [{ variable: 'total', add: '${ item }' }] }, { parent: 'each' })
      .node('say', 'transform', give('${ vars.total }'))
      .line('each', 'say'),
  ],
];
