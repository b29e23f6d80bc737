import { kindSuite } from '@omniroute/testing/kind-suite';
import { sqlQuery } from './definition.ts';
import { sqlQueryLowering } from './lower.ts';

kindSuite(import.meta.url, sqlQuery, sqlQueryLowering);
