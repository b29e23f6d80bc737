import { kindSuite } from '@omniroute/testing/kind-suite';
import { join } from './definition.ts';
import { joinLowering } from './lower.ts';

kindSuite(import.meta.url, join, joinLowering);
