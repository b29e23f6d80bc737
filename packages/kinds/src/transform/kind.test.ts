import { kindSuite } from '@omniroute/testing/kind-suite';
import { transform } from './definition.ts';
import { transformLowering } from './lower.ts';

kindSuite(import.meta.url, transform, transformLowering);
