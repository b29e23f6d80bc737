export { type Ejected, ejectTemporal } from './generate/temporal-ts/eject.ts';
export type { Refusal } from './generate/temporal-ts/refusal.ts';
