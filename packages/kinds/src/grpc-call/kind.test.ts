import { kindSuite } from '@omniroute/testing/kind-suite';
import { grpcCall } from './definition.ts';
import { grpcCallLowering } from './lower.ts';

kindSuite(import.meta.url, grpcCall, grpcCallLowering);
