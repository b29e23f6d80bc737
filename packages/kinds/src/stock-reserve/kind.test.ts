import { kindSuite } from '@omniroute/testing/kind-suite';
import { stockReserveActivities } from './activity.ts';
import { stockReserve } from './definition.ts';
import { stockReserveLowering } from './lower.ts';

kindSuite(import.meta.url, stockReserve, stockReserveLowering, stockReserveActivities);
