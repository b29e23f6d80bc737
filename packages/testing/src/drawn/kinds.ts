import type { KindDefinition } from '@omniroute/kind-sdk';
import { definitions } from '@omniroute/kinds/definitions';

/** The kinds by their names. */
export const kinds: Readonly<Record<string, KindDefinition>> = definitions as unknown as Record<string, KindDefinition>;
