import Type from 'typebox';
import { Instant } from './common.ts';

/** A data key of the tenant; its bytes are shown to nobody. `active`: what is written now is encrypted with it. */
export const KeyShape = Type.Object({ id: Type.String(), active: Type.Boolean(), created_at: Instant });
export type KeyShape = Type.Static<typeof KeyShape>;
export const Keys = Type.Object({ items: Type.Array(KeyShape) });
export type Keys = Type.Static<typeof Keys>;
