export type { Clock } from './clock.ts';
export { sandboxErrors } from './errors.ts';
export type { Random } from './ids.ts';
export type { Break } from './ledger/break-switch.ts';
export type { Answer, Effect, EffectLedger, Receipt } from './ledger/effect-ledger.ts';
export { createSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts';
