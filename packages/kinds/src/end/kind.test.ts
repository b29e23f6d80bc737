import { kindSuite } from '@omniroute/testing/kind-suite';
import { end } from './definition.ts';
import { endLowering } from './lower.ts';

kindSuite(import.meta.url, end, endLowering);
