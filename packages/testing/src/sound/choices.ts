import { assign, customer, flag, give, SMS, type Sound, text, when } from './parts.ts';

const approve = { title: 'Approve ${ input.name }', outcomes: [{ id: 'yes' }, { id: 'no' }] };

/** One way out of several, and ways that come together again. */
export const choices: readonly Sound[] = [
  [
    'small, large, and the rest',
    customer('three-ways')
      .node('choose', 'decision', {
        branches: [when('small', 'input.amount < 10'), when('large', 'input.amount > 100')],
      })
      .node('little', 'transform', give('little'))
      .node('much', 'transform', give('much'))
      .node('middle', 'transform', give('middle'))
      .edge('choose:small', 'little')
      .edge('choose:large', 'much')
      .edge('choose:default', 'middle'),
  ],
  [
    'two ways that merge',
    customer('merge')
      .variable('word', text)
      .node('choose', 'decision', { branches: [when('yes', 'input.amount > 1')] })
      .node('a', 'set_variables', assign({ word: 'many' }))
      .node('b', 'set_variables', assign({ word: 'few' }))
      .node('after', 'transform', give('${ vars.word }'))
      .edge('choose:yes', 'a')
      .edge('choose:default', 'b')
      .edge('a', 'after')
      .edge('b', 'after'),
  ],
  [
    'what only one way gives is asked for with care',
    customer('perhaps')
      .node('choose', 'decision', { branches: [when('yes', 'input.amount > 1')] })
      .node('extra', 'transform', give({ gift: 'pen' }))
      .node('after', 'transform', give('${ nodes.?extra.gift.orValue("nothing") }'))
      .edge('choose:yes', 'extra')
      .edge('choose:default', 'after')
      .edge('extra', 'after'),
  ],
  [
    'a person decides',
    customer('approval')
      .node('ask', 'human_task', approve)
      .node('granted', 'send_notification', SMS, { retry_policy: { maximum_attempts: 2 } })
      .node('refused', 'end', { status: 'refused' })
      .edge('ask:yes', 'granted')
      .edge('ask:no', 'refused'),
  ],
  [
    'nobody decides in time',
    customer('approval-in-time')
      .node('ask', 'human_task', {
        ...approve,
        due: 'PT4H',
        escalation: [{ after: 'PT1H', to: { roles: ['manager'] } }],
        timeout: 'P2D',
      })
      .node('granted', 'transform', give('${ nodes.ask.by }'))
      .node('late', 'end', { status: 'nobody decided' })
      .edge('ask:yes', 'granted')
      .edge('ask:timeout', 'late'),
  ],
  [
    'a form that is filled in',
    customer('form')
      .node('ask', 'human_task', {
        ...approve,
        form: { type: 'object', required: ['sure'], properties: { sure: flag, remark: text } },
        outcomes: [{ id: 'yes', required: ['sure'] }, { id: 'no' }],
      })
      .node('use', 'transform', give('${ nodes.ask.data.sure ? "sure" : "not sure" }'))
      .edge('ask:yes', 'use'),
  ],
  [
    'a union told apart',
    customer('union')
      .with({
        inputs: {
          type: 'object',
          required: ['payment'],
          properties: {
            payment: {
              oneOf: [
                { type: 'object', required: ['kind', 'card'], properties: { kind: { const: 'card' }, card: text } },
                { type: 'object', required: ['kind', 'phone'], properties: { kind: { const: 'momo' }, phone: text } },
              ],
            },
          },
        },
      })
      .node('use', 'transform', give('${ input.payment.kind == "card" ? input.payment.card : input.payment.phone }')),
  ],
];
