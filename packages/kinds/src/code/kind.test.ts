import { kindSuite } from '@omniroute/testing/kind-suite';
import { code } from './definition.ts';
import { codeLowering } from './lower.ts';

kindSuite(import.meta.url, code, codeLowering);
