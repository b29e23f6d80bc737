import { kindSuite } from '@omniroute/testing/kind-suite';
import { subflowActivities } from './activity.ts';
import { subflow } from './definition.ts';
import { subflowLowering } from './lower.ts';

kindSuite(import.meta.url, subflow, subflowLowering, subflowActivities);
