import type { Clock } from '../clock.ts';
import type { Currency } from '../money/currencies.ts';
import { createOrder, orderExists } from '../orders/orders.ts';
import type { NewOrder } from '../orders/shapes.ts';
import type { Supplier } from '../purchasing/shapes.ts';
import { addSupplier } from '../purchasing/suppliers.ts';
import { addItem, type StockCard } from '../stock/stock.ts';
import type { Store } from '../store/open-store.ts';

type Item = readonly [
  sku: string,
  name: string,
  unit: string,
  supplier: string,
  currency: Currency,
  price: number,
  onHand: number,
  reorderLevel: number,
  reorderQuantity: number,
  cost: number,
  leadTimeDays: number,
  dailyDemand: number,
];

/** Firms, not people. */
const SUPPLIERS: readonly Supplier[] = [
  { id: 'abidjan-oils', name: 'Abidjan Oils', currency: 'XOF', email: 'orders@abidjan-oils.example' },
  { id: 'accra-cocoa', name: 'Accra Cocoa', currency: 'GHS', email: 'orders@accra-cocoa.example' },
  { id: 'kampala-stores', name: 'Kampala Stores', currency: 'UGX', email: 'orders@kampala-stores.example' },
  { id: 'lagos-foods', name: 'Lagos Foods', currency: 'NGN', email: 'orders@lagos-foods.example' },
  { id: 'rift-dairies', name: 'Rift Dairies', currency: 'KES', email: 'orders@rift-dairies.example' },
  { id: 'rift-mills', name: 'Rift Mills', currency: 'KES', email: 'orders@rift-mills.example' },
];

/** Prices and costs in minor units. */
const ITEMS: readonly Item[] = [
  ['BISC-CABIN-24', 'Cabin biscuits 24 x 75 g', 'carton', 'lagos-foods', 'NGN', 620_000, 340, 80, 200, 540_000, 5, 18],
  ['COCOA-400', 'Cocoa drink powder 400 g', 'tin', 'accra-cocoa', 'GHS', 7_850, 95, 100, 240, 6_400, 14, 9],
  ['FLOUR-MAIZE-2KG', 'Maize flour 12 x 2 kg', 'bale', 'rift-mills', 'KES', 198_000, 410, 120, 300, 171_000, 4, 25],
  ['MILK-UHT-500', 'UHT milk 24 x 500 ml', 'carton', 'rift-dairies', 'KES', 156_000, 60, 90, 180, 133_000, 7, 11],
  [
    'NOODLES-CHKN-40',
    'Instant noodles chicken 40 x 70 g',
    'carton',
    'lagos-foods',
    'NGN',
    890_000,
    1_200,
    300,
    600,
    765_000,
    5,
    60,
  ],
  ['OIL-PALM-5L', 'Palm oil 4 x 5 l', 'carton', 'abidjan-oils', 'XOF', 21_500, 150, 60, 120, 18_200, 10, 6],
  ['RICE-PARB-50KG', 'Parboiled rice 50 kg', 'bag', 'lagos-foods', 'NGN', 7_800_000, 75, 80, 160, 7_150_000, 21, 5],
  ['SALT-IOD-1KG', 'Iodised salt 20 x 1 kg', 'bale', 'kampala-stores', 'UGX', 38_000, 500, 100, 200, 31_000, 6, 20],
  ['SOAP-BAR-800', 'Laundry soap bar 12 x 800 g', 'carton', 'kampala-stores', 'UGX', 66_000, 45, 50, 150, 55_000, 6, 8],
  ['SUGAR-WHITE-50KG', 'White sugar 50 kg', 'bag', 'abidjan-oils', 'XOF', 33_000, 220, 70, 140, 29_500, 12, 10],
  ['TEA-BLACK-100', 'Black tea 48 x 100 g', 'carton', 'rift-dairies', 'KES', 432_000, 130, 40, 80, 378_000, 7, 3],
  [
    'TOMATO-PASTE-70',
    'Tomato paste sachets 50 x 70 g',
    'carton',
    'accra-cocoa',
    'GHS',
    11_200,
    260,
    90,
    180,
    9_300,
    14,
    15,
  ],
];

/** Shops, not people. */
const ORDERS: readonly (NewOrder & { readonly id: string })[] = [
  {
    id: 'o-1001',
    customer: 'Mile 12 Provisions',
    phone: '+2348030001001',
    currency: 'NGN',
    lines: [
      { sku: 'NOODLES-CHKN-40', quantity: 20, unit_price: 890_000 },
      { sku: 'BISC-CABIN-24', quantity: 10, unit_price: 620_000 },
    ],
  },
  {
    id: 'o-1002',
    customer: 'Gikomba Wholesalers',
    phone: '+254700001002',
    currency: 'KES',
    lines: [{ sku: 'FLOUR-MAIZE-2KG', quantity: 30, unit_price: 198_000 }],
  },
  {
    id: 'o-1003',
    customer: 'Makola Corner Shop',
    phone: '+233200001003',
    currency: 'GHS',
    lines: [
      { sku: 'TOMATO-PASTE-70', quantity: 6, unit_price: 11_200 },
      { sku: 'COCOA-400', quantity: 24, unit_price: 7_850 },
    ],
  },
  {
    id: 'o-1004',
    customer: 'Owino Traders',
    phone: '+256700001004',
    currency: 'UGX',
    lines: [{ sku: 'SOAP-BAR-800', quantity: 15, unit_price: 66_000 }],
  },
  {
    id: 'o-1005',
    customer: 'Depot Treichville',
    phone: '+2250700001005',
    currency: 'XOF',
    lines: [
      { sku: 'OIL-PALM-5L', quantity: 40, unit_price: 21_500 },
      { sku: 'SUGAR-WHITE-50KG', quantity: 25, unit_price: 33_000 },
    ],
  },
  {
    id: 'o-1006',
    customer: 'Surulere Cash and Carry',
    phone: '+2348030001006',
    currency: 'NGN',
    lines: [{ sku: 'RICE-PARB-50KG', quantity: 60, unit_price: 7_800_000 }],
  },
];

/** Adds what is missing of the samples; what is there stays as it has become. They are no effects: no key, no ledger row. */
export function addSampleData(store: Store, clock: Pick<Clock, 'now'>): void {
  store.transaction(() => {
    for (const supplier of SUPPLIERS) addSupplier(store, supplier);
    for (const item of ITEMS) addItem(store, item[0], item[6], cardOf(item));
    for (const order of ORDERS) {
      if (!orderExists(store, order.id)) createOrder(store, order.id, order, clock.now());
    }
  });
}

function cardOf([, name, unit, supplier, currency, price, , level, quantity, cost, days, demand]: Item): StockCard {
  return {
    name,
    unit,
    supplier,
    unit_price: { amount: price, currency },
    unit_cost: { amount: cost, currency },
    lead_time_days: days,
    daily_demand: demand,
    reorder_level: level,
    reorder_quantity: quantity,
  };
}
