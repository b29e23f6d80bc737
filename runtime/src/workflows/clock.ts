import type { StartArgs } from './protocol.ts';

/**
 * Engine time of a run. With a time scale it begins at the run's start and passes that many times faster, so that
 * a two-hour timer of a test run fires within a second while every recorded instant stays consistent.
 */
export function engineTime(args: Pick<StartArgs, 'facts' | 'time_scale'>, realNow: number): number {
  if (args.time_scale === 1) return realNow;
  const started = args.facts.started_at;
  return Math.round(started + Math.max(0, realNow - started) * args.time_scale);
}

/** Real milliseconds until an instant of engine time; at least 1, because the server refuses timers of zero. */
export function realDelay(args: Pick<StartArgs, 'facts' | 'time_scale'>, at: number, realNow: number): number {
  return Math.max(1, Math.ceil((at - engineTime(args, realNow)) / args.time_scale));
}
