import { kindSuite } from '@omniroute/testing/kind-suite';
import { setVariables } from './definition.ts';
import { setVariablesLowering } from './lower.ts';

kindSuite(import.meta.url, setVariables, setVariablesLowering);
