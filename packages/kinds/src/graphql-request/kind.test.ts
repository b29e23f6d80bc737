import { kindSuite } from '@omniroute/testing/kind-suite';
import { graphqlRequestActivities } from './activity.ts';
import { graphqlRequest } from './definition.ts';
import { graphqlRequestLowering } from './lower.ts';

kindSuite(import.meta.url, graphqlRequest, graphqlRequestLowering, graphqlRequestActivities);
