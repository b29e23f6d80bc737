import { kindSuite } from '@omniroute/testing/kind-suite';
import { messagePublish } from './definition.ts';
import { messagePublishLowering } from './lower.ts';

kindSuite(import.meta.url, messagePublish, messagePublishLowering);
