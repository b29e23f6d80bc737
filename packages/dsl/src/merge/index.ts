export type { Conflict, Merged } from './conflict.ts';
export { merge } from './merge.ts';
export { settle } from './settle.ts';
