import { kindSuite } from '@omniroute/testing/kind-suite';
import { stockGetActivities } from './activity.ts';
import { stockGet } from './definition.ts';
import { stockGetLowering } from './lower.ts';

kindSuite(import.meta.url, stockGet, stockGetLowering, stockGetActivities);
