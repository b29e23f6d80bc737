import { kindSuite } from '@omniroute/testing/kind-suite';
import { n8n } from './definition.ts';
import { n8nLowering } from './lower.ts';

kindSuite(import.meta.url, n8n, n8nLowering);
