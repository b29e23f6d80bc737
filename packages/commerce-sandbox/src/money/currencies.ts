import Type from 'typebox';

/** Digits after the point of each currency the sandbox takes (ISO 4217, list one). */
export const EXPONENTS = { NGN: 2, KES: 2, GHS: 2, ZAR: 2, TZS: 2, USD: 2, UGX: 0, RWF: 0, XOF: 0, XAF: 0 } as const;

export type Currency = keyof typeof EXPONENTS;

export const CURRENCIES = Object.keys(EXPONENTS) as [Currency, ...Currency[]];

export const CurrencyCode = Type.Enum(CURRENCIES);

/** The largest single amount: sums of ninety thousand of these are still exact integers. */
export const LARGEST_AMOUNT = 100_000_000_000;

/** Integer minor units (kobo, pesewas, francs where there are no cents) of a currency. */
export const Money = Type.Object(
  { amount: Type.Integer({ minimum: 0, maximum: LARGEST_AMOUNT }), currency: CurrencyCode },
  { additionalProperties: false },
);
export type Money = Type.Static<typeof Money>;

/** Money that moves: more than nothing. */
export const PositiveMoney = Type.Object(
  { amount: Type.Integer({ minimum: 1, maximum: LARGEST_AMOUNT }), currency: CurrencyCode },
  { additionalProperties: false },
);
