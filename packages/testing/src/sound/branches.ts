import { assign, customer, get, give, RETRY, SMS, type Sound, text, when, whole } from './parts.ts';

const ask = (path: string) => get(path, { left: whole });

/** Several ways at the same time. */
export const branches: readonly Sound[] = [
  [
    'two at once, both awaited',
    customer('both')
      .node('go', 'parallel')
      .node('a', 'http_request', ask('/v1/a'), { retry_policy: RETRY })
      .node('b', 'http_request', ask('/v1/b'), { retry_policy: RETRY })
      .node('meet', 'join')
      .node('add', 'transform', give('${ nodes.a.body.left + nodes.b.body.left }'))
      .edge('go', 'a')
      .edge('go', 'b')
      .edge('a', 'meet')
      .edge('b', 'meet')
      .edge('meet', 'add'),
  ],
  [
    'the first of three wins',
    customer('race')
      .node('go', 'parallel', { branches: [{ id: 'x' }, { id: 'y' }, { id: 'z' }] })
      .node('a', 'http_request', ask('/v1/a'), { retry_policy: RETRY })
      .node('b', 'http_request', ask('/v1/b'), { retry_policy: RETRY })
      .node('c', 'wait', { duration: 'PT1M' })
      .node('meet', 'join', { mode: 'any' })
      .node('say', 'transform', give('${ nodes.meet.winner == "x" ? nodes.?a.body.left.orValue(0) : 0 }'))
      .edge('go:x', 'a')
      .edge('go:y', 'b')
      .edge('go:z', 'c')
      .edge('a', 'meet')
      .edge('b', 'meet')
      .edge('c', 'meet')
      .edge('meet', 'say'),
  ],
  [
    'two of three are enough',
    customer('quorum')
      .node('go', 'parallel')
      .node('a', 'http_request', ask('/v1/a'), { retry_policy: RETRY })
      .node('b', 'http_request', ask('/v1/b'), { retry_policy: RETRY })
      .node('c', 'http_request', ask('/v1/c'), { retry_policy: RETRY })
      .node('meet', 'join', { mode: 'count', count: 2 })
      .node('say', 'transform', give('${ size(nodes.meet.arrived) }'))
      .edge('go', 'a')
      .edge('go', 'b')
      .edge('go', 'c')
      .edge('a', 'meet')
      .edge('b', 'meet')
      .edge('c', 'meet')
      .edge('meet', 'say'),
  ],
  [
    'branches that end on their own',
    customer('loose-ends')
      .node('go', 'parallel')
      .node('tell', 'send_notification', SMS, { retry_policy: RETRY })
      .node('note', 'transform', give('noted'))
      .edge('go', 'tell')
      .edge('go', 'note'),
  ],
  [
    'an implicit join',
    customer('implicit')
      .node('go', 'parallel')
      .node('a', 'transform', give(1))
      .node('b', 'transform', give(2))
      .node('add', 'transform', give('${ nodes.a + nodes.b }'))
      .edge('go', 'a')
      .edge('go', 'b')
      .edge('a', 'add')
      .edge('b', 'add'),
  ],
  [
    'every condition that holds',
    customer('inclusive')
      .node('choose', 'decision', {
        mode: 'all',
        branches: [when('big', 'input.amount > 10'), when('named', 'input.name != ""')],
      })
      .node('a', 'transform', give('big'))
      .node('b', 'transform', give('named'))
      .node('c', 'transform', give('neither'))
      .node('meet', 'join')
      .node('say', 'transform', give('${ size(nodes.meet.arrived) }'))
      .edge('choose:big', 'a')
      .edge('choose:named', 'b')
      .edge('choose:default', 'c')
      .edge('a', 'meet')
      .edge('b', 'meet')
      .edge('c', 'meet')
      .edge('meet', 'say'),
  ],
  [
    'one inside the other',
    customer('nested-branches')
      .node('outer', 'parallel')
      .node('inner', 'parallel')
      .node('a', 'transform', give(1))
      .node('b', 'transform', give(2))
      .node('inner_join', 'join')
      .node('c', 'transform', give(3))
      .node('outer_join', 'join')
      .edge('outer', 'inner')
      .edge('outer', 'c')
      .edge('inner', 'a')
      .edge('inner', 'b')
      .edge('a', 'inner_join')
      .edge('b', 'inner_join')
      .edge('inner_join', 'outer_join')
      .edge('c', 'outer_join'),
  ],
  [
    'a choice inside a branch',
    customer('choice-in-branch')
      .node('go', 'parallel')
      .node('choose', 'decision', { branches: [when('yes', 'input.amount > 1')] })
      .node('a', 'transform', give(1))
      .node('b', 'transform', give(2))
      .node('c', 'transform', give(3))
      .node('meet', 'join')
      .edge('go', 'choose')
      .edge('go', 'c')
      .edge('choose:yes', 'a')
      .edge('choose:default', 'b')
      .edge('a', 'meet')
      .edge('b', 'meet')
      .edge('c', 'meet'),
  ],
  [
    'edges between branches',
    customer('and-graph')
      .node('go', 'parallel')
      .node('a', 'parallel')
      .node('b', 'transform', give(2))
      .node('a_only', 'transform', give(1))
      .node('both', 'transform', give('${ nodes.b + 1 }'))
      .node('last', 'transform', give('${ nodes.a_only + nodes.both }'))
      .edge('go', 'a')
      .edge('go', 'b')
      .edge('a', 'a_only')
      .edge('a', 'both')
      .edge('b', 'both')
      .edge('a_only', 'last')
      .edge('both', 'last'),
  ],
  [
    'contributions of two branches',
    customer('contributions')
      .with({
        outputs: {
          schema: { type: 'object', required: ['log'], properties: { log: { type: 'array', items: text } } },
          value: { log: '${ vars.log }' },
        },
      })
      .variable('log', { type: 'array', items: text }, { initial: [], merge: 'append' })
      .node('go', 'parallel')
      .node('a', 'set_variables', { assignments: [{ variable: 'log', add: 'a' }] })
      .node('b', 'set_variables', { assignments: [{ variable: 'log', add: 'b' }] })
      .node('meet', 'join')
      .node('use', 'transform', give('${ size(vars.log) }'))
      .edge('go', 'a')
      .edge('go', 'b')
      .edge('a', 'meet')
      .edge('b', 'meet')
      .edge('meet', 'use'),
  ],
  [
    'a branch that may fail is left out',
    customer('tolerant-join')
      .node('go', 'parallel')
      .node('a', 'http_request', ask('/v1/a'), { retry_policy: RETRY })
      .node('b', 'transform', give(2))
      .node('meet', 'join', { on_branch_error: 'ignore' })
      .node('use', 'transform', give('${ nodes.?a.body.left.orValue(0) + nodes.?b.orValue(0) }'))
      .edge('go', 'a')
      .edge('go', 'b')
      .edge('a', 'meet')
      .edge('b', 'meet')
      .edge('meet', 'use'),
  ],
  [
    'a variable that one branch alone writes',
    customer('one-writer')
      .variable('seen', whole, { initial: 0 })
      .node('go', 'parallel')
      .node('a', 'set_variables', assign({ seen: 1 }))
      .node('b', 'transform', give(2))
      .node('meet', 'join')
      .node('use', 'transform', give('${ vars.seen }'))
      .edge('go', 'a')
      .edge('go', 'b')
      .edge('a', 'meet')
      .edge('b', 'meet')
      .edge('meet', 'use'),
  ],
];
