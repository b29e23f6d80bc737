import { type ServiceBuilder, service } from '../service-builder.ts';

/** A service that a careful person could have written, and that must be accepted without an error. */
export type Sound = readonly [name: string, builder: ServiceBuilder];

export const SMS = { connection: 'shop', channel: 'sms', to: '${ input.phone }', text: 'Hello ${ input.name }' };
export const RETRY = { maximum_attempts: 3 };

/** A service of a customer with a name and a phone. */
export function customer(id: string): ServiceBuilder {
  return service(id, 'A sound service')
    .connection('shop')
    .input({ name: { type: 'string' }, phone: { type: 'string' }, amount: { type: 'integer' } });
}

/** A call whose answer is described. */
export function get(path: string, properties: Readonly<Record<string, object>>) {
  return {
    connection: 'shop',
    method: 'GET',
    url: path,
    output_schema: { type: 'object', required: Object.keys(properties), properties },
  };
}

export const text = { type: 'string' } as const;
export const whole = { type: 'integer' } as const;
export const flag = { type: 'boolean' } as const;

/** A way that is taken when a condition holds. */
export function when(id: string, condition: string) {
  return { id, when: `\${ ${condition} }` };
}

/** Something to work out. */
export function give(output: unknown) {
  return { output };
}

/** An assignment of variables. */
export function assign(values: Readonly<Record<string, unknown>>) {
  return { assignments: Object.entries(values).map(([variable, value]) => ({ variable, value })) };
}
