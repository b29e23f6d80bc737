/** Ends an exhaustive switch: reaching it is a programming error, and a forgotten variant does not compile. */
export function assertNever(value: never, what = 'variant'): never {
  throw new Error(`Unexpected ${what}: ${JSON.stringify(value)}`);
}
