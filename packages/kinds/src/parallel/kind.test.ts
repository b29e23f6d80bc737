import { kindSuite } from '@omniroute/testing/kind-suite';
import { parallel } from './definition.ts';
import { parallelLowering } from './lower.ts';

kindSuite(import.meta.url, parallel, parallelLowering);
