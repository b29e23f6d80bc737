import { type ServiceBuilder, service } from '@omniroute/testing';

/** A service whose output is an expression, worked out by the one step `value`. */
export function gives(value: unknown, start: ServiceBuilder = service()): ServiceBuilder {
  return start
    .node('value', 'transform', { output: value })
    .with({ outputs: { schema: {}, value: '${ nodes.value }' } });
}

/** Adds a step that acts on the world: a call with a key. */
export function calls(builder: ServiceBuilder, id: string, rest: Parameters<ServiceBuilder['node']>[3] = {}) {
  return builder.node(id, 'http_request', { method: 'POST', url: 'https://shop.example/', body: { step: id } }, rest);
}

/** Answers of the world: it fails with a code, or gives a status. */
export const failing = (code: string) => [{ error: { code, message: 'no' } }];
export const answering = (body: unknown = {}) => [{ output: { status: 200, headers: {}, body } }] as never;

/** A service of steps that do nothing but be visited. */
export const steps = (...ids: readonly string[]) =>
  ids.reduce((builder, id) => builder.node(id, 'transform', { output: 1 }), service());
