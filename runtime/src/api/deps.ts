import type { KindDefinition } from '@omniroute/kind-sdk';
import type { Logger } from '@omniroute/telemetry';
import type { SealedJson, TenantCodec } from '../codec/index.ts';
import type { TemporalRuns } from '../projection/temporal-runs.ts';
import type { Storage } from '../storage/index.ts';

/** What the API is made of; every part is given, none is reached for. */
export interface ApiDeps {
  readonly storage: Storage;
  readonly sealed: SealedJson;
  readonly codec: TenantCodec;
  readonly runs: TemporalRuns;
  readonly kinds: Readonly<Record<string, KindDefinition>>;
  readonly log: Logger;
  readonly newId: () => string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Wakes the dispatcher after work was accepted. */
  readonly wake: () => void;
}
