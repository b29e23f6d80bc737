import { kindSuite } from '@omniroute/testing/kind-suite';
import { raiseError } from './definition.ts';
import { raiseErrorLowering } from './lower.ts';

kindSuite(import.meta.url, raiseError, raiseErrorLowering);
