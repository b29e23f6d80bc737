import type { FaultClass } from '../defect.ts';
import { effects } from './effects.ts';
import { graph } from './graph.ts';
import { references } from './references.ts';
import { shape } from './shape.ts';
import { types } from './types.ts';

/** Mistakes that people make, one kind each. */
export const faults: readonly FaultClass[] = [...shape, ...references, ...graph, ...types, ...effects];
