import { kindSuite } from '@omniroute/testing/kind-suite';
import { httpRequestActivities } from './activity.ts';
import { httpRequest } from './definition.ts';
import { httpRequestLowering } from './lower.ts';

kindSuite(import.meta.url, httpRequest, httpRequestLowering, httpRequestActivities);
