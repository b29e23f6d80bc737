import type { KindDefinition } from '@omniroute/kind-sdk';
import type { TenantCodec } from '../codec/index.ts';
import type { IngressDeps } from '../ingress/deps.ts';
import type { KeyRing } from '../storage/index.ts';

/** What the API is made of; every part is given, none is reached for. */
export interface ApiDeps extends IngressDeps {
  readonly codec: TenantCodec;
  readonly keys: KeyRing;
  readonly kinds: Readonly<Record<string, KindDefinition>>;
}
