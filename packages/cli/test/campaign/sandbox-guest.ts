import type { TestStack } from '@omniroute/testing/stack';
import { persist } from './persist.ts';

/** The commerce sandbox as a campaign uses it: a shop that sets things up, and the referee that counted. */
export interface SandboxGuest {
  post(path: string, body: unknown, key?: string): Promise<void>;
  /** Places an order of salt, once. */
  placeOrder(id: string, line: { readonly quantity: number; readonly unit_price: number }): Promise<void>;
  /** Effects by idempotency key, of one service. */
  effects(service: string): Promise<ReadonlyMap<string, number>>;
  /** Currencies whose postings do not sum to zero: money that was made or lost. */
  imbalances(): Promise<readonly string[]>;
}

/** The sandbox of a stack. It is looked for at each call: after a start of everything it has another address. */
export function sandboxGuest(stack: TestStack): SandboxGuest {
  async function address(): Promise<string> {
    const { items } = await stack.api<{ items: { name: string; base_url: string }[] }>('GET', '/connections');
    const url = items.find((item) => item.name === 'sandbox')?.base_url;
    if (url === undefined) throw new Error('There is no sandbox.');
    return url;
  }

  async function call<Answer>(method: string, path: string, body?: unknown, key?: string): Promise<Answer> {
    const url = await address();
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Answer;
  }

  const post = async (path: string, body: unknown, key?: string) => {
    await persist(() => call('POST', path, body, key));
  };
  return {
    post,
    placeOrder: (id, line) =>
      post(
        '/v1/orders',
        {
          id,
          customer: 'Corner shop',
          phone: '+2348030009999',
          currency: 'NGN',
          lines: [{ sku: 'SALT-IOD-1KG', ...line }],
        },
        `test:orders:${id}:create#1`,
      ),
    async effects(service) {
      const effects = new Map<string, number>();
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page: { items: { idempotency_key: string; effects: number }[]; next: string | null } = await persist(() =>
          call(
            'GET',
            `/v1/ledger/summary?prefix=local:${service}:&limit=500${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor ?? '')}`}`,
          ),
        );
        for (const item of page.items) effects.set(item.idempotency_key, item.effects);
        cursor = page.next;
      }
      return effects;
    },
    async imbalances() {
      const { items } = await persist(() =>
        call<{ items: { currency: string; sum: number }[] }>('GET', '/v1/ledger/money'),
      );
      return items.filter(({ sum }) => sum !== 0).map(({ currency, sum }) => `${currency} is off by ${sum}`);
    },
  };
}
