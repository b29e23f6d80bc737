import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import type { Plan } from '@omniroute/plan';
import { type ServiceBuilder, service } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { compile, type LoweringRegistry } from '../index.ts';

const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };

function planOf(builder: ServiceBuilder): Plan {
  const { plan, diagnostics } = compile({ document: builder.json }, options);
  if (plan === undefined) throw new Error(JSON.stringify(diagnostics));
  return plan;
}

/** A plan without the code of its expressions: what they say is enough to tell them apart. */
function readable({ exprs, ...plan }: Plan) {
  return { ...plan, exprs: exprs.map(({ src, at }) => `${at} ${src}`) };
}

const sms = { connection: 'sandbox', channel: 'sms', to: '+1', text: 'Hello' };

test('a whole plan: start, effect, ways out, and everything around them', () => {
  const builder = service('orders')
    .with({
      timeout: 'P7D',
      business_keys: { order: '${ input.order_id }' },
      outputs: { schema: { type: 'object' }, value: { sent: '${ vars.sent }' } },
    })
    .input({ order_id: { type: 'string' } })
    .variable('sent', { type: 'boolean' }, { initial: false })
    .connection('sandbox')
    .message('order.confirmed', { schema: { type: 'object' }, keep: 'P3D' })
    .trigger('placed', 'event', {
      config: { event: 'order.placed', dedupe_key: '${ event.data.order_id }' },
      when: '${ event.source == "shop" }',
      input: { order_id: '${ string(event.data.order_id) }' },
    })
    .node('tell', 'send_notification', sms, {
      retry_policy: [
        { on: ['http.503'], initial_interval: 'PT5S', maximum_attempts: 9 },
        { jitter: 0.5, maximum_attempts: 3 },
      ],
      timeout: { heartbeat: 'PT10S', total: 'PT1H' },
    })
    .node('confirm', 'wait', {
      message: { name: 'order.confirmed', correlation: '${ input.order_id }' },
      timeout: 'PT2H',
    })
    .node('note', 'set_variables', { assignments: [{ variable: 'sent', value: true }] }, { disabled: true })
    .node('failed', 'end', { status: 'failed' })
    .edge('placed', 'tell')
    .edge('tell', 'confirm')
    .edge('tell:error', 'failed', { on: ['http.4xx', 'auth'] })
    .edge('confirm', 'note')
    .edge('confirm:timeout', 'failed');
  expect(readable(planOf(builder))).toMatchInlineSnapshot(`
    {
      "abi": 1,
      "business_keys": [
        {
          "expr": 5,
          "name": "order",
        },
      ],
      "connections": [
        {
          "name": "sandbox",
          "type": "commerce",
        },
      ],
      "deadline_ms": 604800000,
      "entry": 0,
      "error_policy": "compensate",
      "exprs": [
        "/nodes/1/config/message/correlation \${ input.order_id }",
        "/triggers/0/config/dedupe_key \${ event.data.order_id }",
        "/triggers/0/input/order_id \${ string(event.data.order_id) }",
        "/triggers/0/when \${ event.source == "shop" }",
        "/outputs/value/sent \${ vars.sent }",
        "/business_keys/order \${ input.order_id }",
      ],
      "input": 3,
      "limits": {
        "fuel": 1000000,
        "payload_bytes": 262144,
        "steps": 10000,
      },
      "loops": [],
      "map": {
        "confirm": "/nodes/1",
        "failed": "/nodes/3",
        "note": "/nodes/2",
        "tell": "/nodes/0",
      },
      "messages": [
        {
          "keep_ms": 259200000,
          "name": "order.confirmed",
          "type": 2,
        },
      ],
      "nodes": [
        {
          "call": {
            "activity": "send_notification@1",
            "connection": "sandbox",
            "input": {
              "holes": [],
              "value": {
                "channel": "sms",
                "text": "Hello",
                "to": "+1",
              },
            },
            "options": 0,
          },
          "continue": null,
          "disabled": false,
          "errors": [
            {
              "next": 3,
              "on": [
                "http.4xx",
                "auth",
              ],
            },
          ],
          "fork": null,
          "gather": null,
          "id": "tell",
          "keep": {},
          "next": 1,
          "op": "act",
          "out": 1,
          "output": 1,
          "region": 0,
          "undo": null,
        },
        {
          "continue": null,
          "disabled": false,
          "errors": [],
          "events": [
            {
              "for": {
                "accept": "any",
                "correlation": {
                  "holes": [
                    [
                      "",
                      0,
                    ],
                  ],
                  "value": null,
                },
                "name": "order.confirmed",
                "on": "message",
                "type": 2,
              },
              "id": "message",
              "next": 2,
              "port": "out",
            },
          ],
          "fork": null,
          "gather": null,
          "id": "confirm",
          "keep": {},
          "op": "wait",
          "out": 2,
          "region": 0,
          "subscribe": null,
          "timeout": {
            "after": {
              "holes": [],
              "value": "PT2H",
            },
            "next": 3,
            "routed": true,
          },
          "undo": null,
        },
        {
          "assignments": [
            {
              "add": false,
              "slot": 0,
              "value": {
                "holes": [],
                "value": true,
              },
            },
          ],
          "continue": null,
          "disabled": true,
          "errors": [],
          "fork": null,
          "gather": null,
          "id": "note",
          "keep": {},
          "next": null,
          "op": "set",
          "out": null,
          "output": null,
          "region": 0,
          "undo": null,
          "value": null,
        },
        {
          "continue": null,
          "disabled": false,
          "errors": [],
          "fork": null,
          "gather": null,
          "id": "failed",
          "keep": null,
          "op": "end",
          "out": null,
          "output": null,
          "region": 0,
          "status": {
            "holes": [],
            "value": "failed",
          },
          "terminate": false,
          "undo": null,
        },
      ],
      "options": [
        {
          "heartbeat_ms": 10000,
          "idempotency": "key",
          "priority": 3,
          "queue": "omniroute-integration",
          "retry": [
            {
              "attempts": 9,
              "coefficient": 2,
              "initial_ms": 5000,
              "jitter": 0,
              "maximum_ms": 60000,
              "non_retryable": [],
              "on": [
                "http.503",
              ],
            },
            {
              "attempts": 3,
              "coefficient": 2,
              "initial_ms": 1000,
              "jitter": 0.5,
              "maximum_ms": 60000,
              "non_retryable": [],
              "on": null,
            },
          ],
          "start_to_close_ms": 30000,
          "total_ms": 3600000,
        },
      ],
      "output": {
        "type": 2,
        "value": {
          "holes": [
            [
              "/sent",
              4,
            ],
          ],
          "value": {
            "sent": null,
          },
        },
      },
      "regions": [
        {
          "entry": 0,
          "op": "run",
          "owner": null,
          "parent": null,
        },
      ],
      "slots": [
        {
          "initial": {
            "holes": [],
            "value": false,
          },
          "merge": null,
          "name": "sent",
          "region": 0,
          "type": 0,
        },
      ],
      "subscriptions": [
        {
          "correlation": 0,
          "name": "order.confirmed",
        },
      ],
      "triggers": [
        {
          "config": {
            "holes": [
              [
                "/dedupe_key",
                1,
              ],
            ],
            "value": {
              "dedupe_key": null,
              "event": "order.placed",
            },
          },
          "entry": 0,
          "id": "placed",
          "input": {
            "holes": [
              [
                "/order_id",
                2,
              ],
            ],
            "value": {
              "order_id": null,
            },
          },
          "type": "event",
          "when": 3,
        },
      ],
      "types": [
        {
          "type": "boolean",
        },
        {
          "additionalProperties": false,
          "properties": {
            "id": {
              "type": "string",
            },
          },
          "required": [
            "id",
          ],
          "type": "object",
        },
        {
          "type": "object",
        },
        {
          "properties": {
            "order_id": {
              "type": "string",
            },
          },
          "required": [
            "order_id",
          ],
          "type": "object",
        },
      ],
    }
  `);
});
