import { kindSuite } from '@omniroute/testing/kind-suite';
import { activity } from './definition.ts';
import { activityLowering } from './lower.ts';

kindSuite(import.meta.url, activity, activityLowering);
