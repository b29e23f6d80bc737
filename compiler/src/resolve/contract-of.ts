import { normalise } from '@omniroute/dsl';
import type { ServiceContract } from '@omniroute/kind-sdk';
import type { Json } from '@omniroute/primitives';
import { resolve } from './resolve.ts';
import type { KindRegistry, ResolvedService } from './resolved.ts';
import { outputsOf } from './services.ts';

/** What is known of a service besides what is drawn. */
export type Publication = Pick<ServiceContract, 'version' | 'active' | 'published'>;

/** What a document promises to those who call the service; `null` if its shape is so wrong that nothing can be said. */
export function contractOf(document: Json, kinds: KindRegistry, publication: Publication): ServiceContract | null {
  const { resolved } = resolve(normalise(document).document, kinds);
  return resolved === null ? null : { ...promiseOf(resolved), ...publication };
}

function promiseOf({ service, nodes, edges, triggers }: ResolvedService): Omit<ServiceContract, keyof Publication> {
  const live = [...nodes.values()].filter(({ node }) => node.disabled !== true);
  return {
    service: service.id,
    inputs: service.inputs ?? true,
    outputs: outputsOf(service.outputs),
    calls: live.flatMap(({ callee }) => {
      const { service: name, version, bounded, starts } = callee?.called ?? {};
      return callee === null || name == null || starts === true
        ? []
        : [{ service: name, version: version ?? null, bounded: bounded === true }];
    }),
    takesTurns: live.some(({ kind, config }) => kind.takesTurns?.(config) === true),
    callable:
      triggers.length <= 1 ||
      triggers.some(({ trigger }) => trigger.type === 'manual') ||
      !edges.some(({ fromTrigger }) => fromTrigger),
  };
}
