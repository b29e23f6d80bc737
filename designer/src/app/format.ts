import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** Instants, numbers and money as the reader's language writes them; times in the reader's own zone. */
export interface Formats {
  readonly instant: (at: string | number | Date) => string;
  readonly number: (value: number) => string;
  /** An amount in minor units, as services hold money. */
  readonly money: (minor: number, currency: string) => string;
}

/** Formats of a language. */
export function formatsOf(language: string, timeZone?: string): Formats {
  const zone = timeZone === undefined ? {} : { timeZone };
  const instant = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium', ...zone });
  const number = new Intl.NumberFormat(language);
  return {
    instant: (at) => instant.format(new Date(at)),
    number: (value) => number.format(value),
    money(minor, currency) {
      const format = new Intl.NumberFormat(language, { style: 'currency', currency });
      // The currency says how many digits its minor unit has: 2 for most, none for the CFA franc.
      const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
      return format.format(minor / 10 ** digits);
    },
  };
}

/** Formats of the language that the page speaks now. */
export function useFormats(): Formats {
  const { i18n } = useTranslation();
  return useMemo(() => formatsOf(i18n.language), [i18n.language]);
}
