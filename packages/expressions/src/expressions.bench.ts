import { performance } from 'node:perf_hooks';
import { compileTemplate, evaluate, typeFromSchema } from './index.ts';

const line = {
  type: 'object',
  required: ['sku', 'qty', 'price'],
  properties: { sku: { type: 'string' }, qty: { type: 'integer' }, price: { type: 'number' } },
};
const order = {
  type: 'object',
  required: ['amount', 'country', 'customer', 'items'],
  properties: {
    amount: { type: 'number' },
    country: { type: 'string' },
    customer: { type: 'object', required: ['tier'], properties: { tier: { type: 'string' } } },
    items: { type: 'array', items: line },
  },
};
const env = { roots: { input: typeFromSchema(order) } };
const input = {
  amount: 5000,
  country: 'KE',
  customer: { tier: 'gold' },
  items: Array.from({ length: 100 }, (_, at) => ({ sku: `sku-${at}`, qty: at % 7, price: at * 1.5 })),
};
const scope = { get: (name: string) => (name === 'input' ? input : undefined), now: 0, uuid: String };

/** Microseconds of one warm evaluation, the median of nine batches. */
function warm(template: string, times: number): { value: number; detail: string } {
  const code = compileTemplate(template, env);
  const batch = () => {
    const start = performance.now();
    for (let at = 0; at < times; at += 1) evaluate(code, scope, 50_000);
    return ((performance.now() - start) * 1000) / times;
  };
  batch();
  const measured = Array.from({ length: 9 }, batch).sort((a, b) => a - b);
  const result = evaluate(code, scope, 50_000);
  if (!result.ok) throw new Error(result.error.message);
  return { value: measured[4] as number, detail: `${template}, ${times} times a batch, fuel ${result.spent}` };
}

export const benchmarks = [
  {
    id: 'expression-condition',
    goal: 1,
    unit: 'µs',
    run: async () =>
      warm('${ input.amount > 1000 && input.country == "KE" && input.customer.tier in ["gold", "silver"] }', 50_000),
  },
  {
    id: 'expression-map-100',
    goal: 40,
    unit: 'µs',
    run: async () => warm('${ input.items.filter(i, i.qty > 2).map(i, i.price * double(i.qty)) }', 1_000),
  },
];
