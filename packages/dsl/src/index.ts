export { serviceHash } from './canonical.ts';
export * from './document/ids.ts';
export * from './document/parts.ts';
export * from './document/service.ts';
export { type Normalised, normalise } from './normalise.ts';
export * from './operations/index.ts';
export { type TriggerDefinition, type TriggerType, triggers } from './triggers/triggers.ts';
export { checkSchema } from './walker/check-schema.ts';
export { type Hole, type Schema, type Walked, walk } from './walker/walk.ts';
