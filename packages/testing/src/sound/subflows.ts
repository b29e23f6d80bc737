import { customer, get, give, RETRY, type Sound, when, whole } from './parts.ts';

const again = (amount: string, rest: object = {}) => ({
  service: 'self',
  input: { name: '${ input.name }', phone: '${ input.phone }', amount: `\${ ${amount} }` },
  max_depth: 5,
  ...rest,
});
const outputs = (value: string) => ({
  outputs: {
    schema: { type: 'object', required: ['depth'], properties: { depth: whole } },
    value: { depth: `\${ ${value} }` },
  },
});

/** Services that call themselves. */
export const subflows: readonly Sound[] = [
  [
    'a service that calls itself until it is enough',
    customer('deeper')
      .with(outputs('nodes.?deeper.?depth.orValue(0) + 1'))
      .node('look', 'decision', { branches: [when('more', 'input.amount < 3')] })
      .node('deeper', 'subflow', again('input.amount + 1'))
      .node('done', 'transform', give(1))
      .edge('look:more', 'deeper')
      .edge('look:default', 'done'),
  ],
  [
    'turns that call their own service side by side',
    customer('side-by-side')
      .with(outputs('input.amount'))
      .node('look', 'decision', { branches: [when('first', 'input.amount < 1')] })
      .node('all', 'loop', { mode: 'for_each', items: '${ [1, 2, 3] }', concurrency: 3 })
      .node('one', 'subflow', again('item'), { parent: 'all' })
      .node('ask', 'http_request', get('/v1/stock/1', { left: whole }), { retry_policy: RETRY })
      .edge('look:first', 'all')
      .edge('look:default', 'ask'),
  ],
  [
    'a call that fails, is tried again, and has a way out',
    customer('failing-call')
      .node('look', 'decision', { branches: [when('first', 'input.amount < 1')] })
      .node('call', 'subflow', again('input.amount + 1'), { retry_policy: { maximum_attempts: 2 } })
      .node('no', 'raise_error', { code: 'business.no', message: 'Not now' })
      .node('sorry', 'transform', give('${ error.code }'))
      .node('fine', 'transform', give('unreached'))
      .edge('look:first', 'call')
      .edge('look:default', 'no')
      .edge('call', 'fine')
      .edge('call:error', 'sorry', { on: ['business'] }),
  ],
  [
    'a call that another call undoes',
    customer('undone-call')
      .node('look', 'decision', { branches: [when('first', 'input.amount < 1')] })
      .node('box', 'scope', {})
      .node('book', 'subflow', again('1'), { parent: 'box', compensate_with: 'unbook' })
      .node('unbook', 'subflow', again('2'), { parent: 'box' })
      .node('no', 'raise_error', { code: 'business.no', message: 'Not now' }, { parent: 'box' })
      .node('ask', 'http_request', get('/v1/stock/1', { left: whole }), { retry_policy: RETRY })
      .node('after', 'transform', give('${ error.code }'))
      .edge('look:first', 'box')
      .edge('look:default', 'ask')
      .edge('book', 'no')
      .edge('box:error', 'after'),
  ],
];
