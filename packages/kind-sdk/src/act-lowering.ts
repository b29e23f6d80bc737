import type { ConfigOf, KindDefinition } from './define-kind.ts';
import type { KindFinding, Lowering } from './lowering.ts';

/**
 * The lowering of a kind that is one call of its activity: its config goes in, its output comes out, then `out`.
 *
 * @example
 * export const orderGetLowering = actLowering<typeof orderGet>('order_get');
 */
export function actLowering<Definition extends KindDefinition>(
  type: Definition['type'],
  check?: (config: ConfigOf<Definition>) => readonly KindFinding[],
): Lowering<Definition> {
  return {
    type,
    ...(check === undefined ? {} : { check }),
    lower: (_, context) => ({
      op: 'act',
      call: context.call(),
      output: context.output(),
      next: context.next('out'),
    }),
  };
}

/** A finding unless exactly one of these settings is given. */
export function exactlyOne(
  config: Readonly<Record<string, unknown>>,
  names: readonly string[],
  where: string,
): readonly KindFinding[] {
  if (names.filter((name) => config[name] !== undefined).length === 1) return [];
  const expected = names.map((name) => `"${name}"`).join(' or ');
  return [{ code: 'OR6010', pointer: '', expected, facts: { where } }];
}
