import { kindSuite } from '@omniroute/testing/kind-suite';
import { loop } from './definition.ts';
import { loopLowering } from './lower.ts';

kindSuite(import.meta.url, loop, loopLowering);
