import type { Libraries } from './libraries.ts';
import { regex } from './regex.ts';
import { zones } from './zones.ts';

/** Everything, loaded with this module. */
export const ALL_LIBRARIES = { regex, zones } as const satisfies Libraries;
