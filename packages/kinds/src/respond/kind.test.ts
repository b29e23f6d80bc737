import { kindSuite } from '@omniroute/testing/kind-suite';
import { respond } from './definition.ts';
import { respondLowering } from './lower.ts';

kindSuite(import.meta.url, respond, respondLowering);
