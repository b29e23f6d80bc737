import type { CampaignService } from './campaign-service.ts';
import { orderEscalation } from './services/order-escalation.ts';
import { paymentCollection } from './services/payment-collection.ts';
import { stockReplenishment } from './services/stock-replenishment.ts';

/** Every template that is put under fire. */
export const services: readonly CampaignService[] = [orderEscalation, paymentCollection, stockReplenishment];
