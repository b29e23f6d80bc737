import type { Event } from '@omniroute/engine';
import type { OperateRequest } from './protocol.ts';

/** What a person does to a run, as the engine hears of it; the same for the host and the fold. */
export function operatorEvent(update: string, { operation, by, reason }: OperateRequest): Event {
  return { kind: 'operator', at: 0, update, operation, by, reason };
}
