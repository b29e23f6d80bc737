import { kindSuite } from '@omniroute/testing/kind-suite';
import { wait } from './definition.ts';
import { waitLowering } from './lower.ts';

kindSuite(import.meta.url, wait, waitLowering);
