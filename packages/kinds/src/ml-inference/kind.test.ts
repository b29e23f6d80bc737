import { kindSuite } from '@omniroute/testing/kind-suite';
import { mlInference } from './definition.ts';
import { mlInferenceLowering } from './lower.ts';

kindSuite(import.meta.url, mlInference, mlInferenceLowering);
