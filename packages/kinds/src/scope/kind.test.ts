import { kindSuite } from '@omniroute/testing/kind-suite';
import { scope } from './definition.ts';
import { scopeLowering } from './lower.ts';

kindSuite(import.meta.url, scope, scopeLowering);
