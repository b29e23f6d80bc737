import type { Drawing } from './drawing.ts';
import { kinds } from './kinds.ts';
import { messageFor, worked } from './messages.ts';
import { objectSchema, randomSchema } from './schemas.ts';

/** A step with an effect, before it is drawn. */
export interface DrawnEffect {
  readonly type: string;
  readonly config: Record<string, unknown>;
  /** The schema of what it gives. */
  readonly output: unknown;
  /** It may not be repeated. */
  readonly once: boolean;
}

/** A random effect with random settings. */
export function effects(drawing: Drawing): DrawnEffect {
  const { random } = drawing;
  const {
    type,
    config,
    once = false,
  } = random.weighted([
    [6, request],
    [2, notification],
    [2, charge],
    [1, order],
    [1, stock],
    [1, reservation],
    [1, webhook],
    [1, graph],
    [1, message],
  ] as const)(drawing);
  const spec = kinds[type]?.output(config) ?? null;
  return { type, config, output: spec !== null && 'schema' in spec ? spec.schema : {}, once };
}

type Made = { readonly type: string; readonly config: Record<string, unknown>; readonly once?: boolean };

function request(drawing: Drawing): Made {
  const { random } = drawing;
  const method = random.pick(['GET', 'POST', 'PUT']);
  const under = random.chance(0.9) ? '' : 'https://example.com';
  const config = {
    ...(under === '' ? { connection: 'shop' } : {}),
    method,
    url: random.chance(0.5) ? `${under}/v1/things` : drawing.hole('text', { before: `${under}/v1/` }),
    ...(method === 'GET' ? { query: { q: drawing.hole('text') } } : {}),
    ...(method === 'GET'
      ? {}
      : { body: { a: drawing.hole('whole'), b: [drawing.hole('text')], c: drawing.hole('objects') } }),
    ...(random.chance(0.85)
      ? { output_schema: random.chance(0.8) ? objectSchema(random, 2) : randomSchema(random) }
      : {}),
  };
  return { type: 'http_request', config, once: method === 'POST' && under !== '' };
}

function notification(drawing: Drawing): Made {
  const config = {
    connection: 'shop',
    channel: 'sms',
    to: '+1',
    text: drawing.hole('text', { before: 'Text ' }),
    data: { x: drawing.hole('flag') },
  };
  return { type: 'send_notification', config };
}

function charge(drawing: Drawing): Made {
  const amount = { amount: drawing.random.chance(0.5) ? 100 : drawing.hole('whole'), currency: 'EUR' };
  return {
    type: 'payment_charge',
    config: { connection: 'shop', method: 'card', amount, payer: drawing.hole('text') },
  };
}

function order(drawing: Drawing): Made {
  return { type: 'order_get', config: { connection: 'shop', order_id: drawing.hole('text') } };
}

function stock(drawing: Drawing): Made {
  return { type: 'stock_get', config: { connection: 'shop', sku: drawing.hole('text') } };
}

function reservation(drawing: Drawing): Made {
  const lines = [{ sku: drawing.hole('text'), quantity: drawing.hole('whole') }];
  return { type: 'stock_reserve', config: { connection: 'shop', lines } };
}

function webhook(drawing: Drawing): Made {
  const payload = { n: drawing.hole('whole'), t: drawing.hole('texts') };
  return { type: 'webhook_send', config: { connection: 'shop', url: '/hook', event: 'done', payload } };
}

function graph(drawing: Drawing): Made {
  const { random } = drawing;
  const query = random.chance(0.7) ? 'query { a }' : 'mutation { a }';
  return {
    type: 'graphql_request',
    config: { connection: 'shop', url: '/graphql', query, output_schema: objectSchema(random) },
  };
}

function message(drawing: Drawing): Made {
  const { name, schema } = messageFor(drawing);
  return { type: 'send_message', config: { name, correlation: 'k', payload: worked(drawing, schema) } };
}

/** Draws the undo of a step beside it. */
export function undoing(drawing: Drawing, id: string): void {
  const { random } = drawing;
  const undo = drawing.add(
    'http_request',
    {
      connection: 'shop',
      method: 'PUT',
      url: '/undo',
      body: { key: '${ compensation.key }', was: drawing.hole('text'), n: drawing.hole('whole') },
    },
    random.chance(0.5) ? { retry_policy: { maximum_attempts: 2 } } : {},
  );
  Object.assign(drawing.node(id), {
    compensate_with: undo,
    ...(random.chance(0.4) ? { compensate_on: random.pick(['attempted', 'completed']) } : {}),
  });
}
