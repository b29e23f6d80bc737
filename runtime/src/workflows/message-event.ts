import type { Event } from '@omniroute/engine';
import { engineTime } from './clock.ts';
import type { MessageSignal, StartArgs } from './protocol.ts';

/** A message as the engine hears of it: received at an instant of engine time, so that `fresh` compares like with like. */
export function messageEvent(args: Pick<StartArgs, 'facts' | 'time_scale'>, message: MessageSignal): Event {
  const { id, name, correlation, payload, received_at } = message;
  return { kind: 'message', at: 0, id, name, correlation, payload, received_at: engineTime(args, received_at) };
}
