import type { Prices } from '@omniroute/compiler/estimate';
import { isObject } from '@omniroute/primitives';
import { type Call, textOption } from './command.ts';
import { cliErrors } from './errors.ts';
import { readJson } from './files.ts';

/** The option of every command that estimates. */
export const PRICES_OPTION = { prices: { type: 'string' } } as const;
export const PRICES_HELP = {
  prices: 'What providers charge: a file with { "currency": "NGN", "per_call": { "send_notification": 4 } }.',
} as const;

/** What providers charge, where a file was given. */
export async function readPrices(call: Call): Promise<Prices | undefined> {
  const file = textOption(call, 'prices');
  if (file === undefined) return undefined;
  const value = await readJson(call.terminal, file);
  if (!isPrices(value))
    throw cliErrors.fault('cli.file', {
      file,
      problem: 'prices are { "currency": a text, "per_call": { kind of step: a number that is not negative } }',
    });
  return value;
}

function isPrices(value: unknown): value is Prices {
  if (!isObject(value) || typeof value.currency !== 'string' || !isObject(value.per_call)) return false;
  return Object.values(value.per_call).every((price) => typeof price === 'number' && price >= 0);
}
