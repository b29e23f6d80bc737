import { kindSuite } from '@omniroute/testing/kind-suite';
import { newKindActivities } from './activity.ts';
import { newKind } from './definition.ts';
import { newKindLowering } from './lower.ts';

kindSuite(import.meta.url, newKind, newKindLowering, newKindActivities);
