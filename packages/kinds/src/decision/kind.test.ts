import { kindSuite } from '@omniroute/testing/kind-suite';
import { decision } from './definition.ts';
import { decisionLowering } from './lower.ts';

kindSuite(import.meta.url, decision, decisionLowering);
