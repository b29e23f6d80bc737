import type { TimeZones } from './libraries.ts';
import { readZone } from './read-zone.ts';
import { TIME_ZONES } from './time-zones.gen.ts';

/** The time zones that are shipped with the product. */
export const zones: TimeZones = { find: (name) => readZone(TIME_ZONES, name) };
