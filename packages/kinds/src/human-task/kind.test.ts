import { kindSuite } from '@omniroute/testing/kind-suite';
import { humanTaskActivities } from './activity.ts';
import { humanTask } from './definition.ts';
import { humanTaskLowering } from './lower.ts';

kindSuite(import.meta.url, humanTask, humanTaskLowering, humanTaskActivities);
