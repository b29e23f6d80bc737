import { kindSuite } from '@omniroute/testing/kind-suite';
import { aiAction } from './definition.ts';
import { aiActionLowering } from './lower.ts';

kindSuite(import.meta.url, aiAction, aiActionLowering);
