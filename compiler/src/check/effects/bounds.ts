import { parseDuration } from '@omniroute/primitives';
import type { Place } from '../graph/drawing.ts';

/** What ends whatever is under way in it. */
export interface Bound {
  readonly name: string;
  readonly text: string;
  readonly ms: number;
}

/** The limit of time of a container, where it is written out. */
export function boundAt(place: Place | undefined): readonly Bound[] {
  const timed = place?.ports.some((port) => port.role === 'timeout') === true && place.node.disabled !== true;
  return timed ? boundOf(`"${place.node.id}"`, place.known?.config.timeout) : [];
}

/** A limit of time that is written out. */
export function boundOf(name: string, text: unknown): readonly Bound[] {
  const ms = msOf(text);
  return ms === null ? [] : [{ name, text: text as string, ms }];
}

/** The length of a duration that is written out. */
export function msOf(text: unknown): number | null {
  const read = typeof text === 'string' ? parseDuration(text) : null;
  return read?.ok === true ? read.value : null;
}
