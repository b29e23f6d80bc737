import { constant, type KindFinding, type LowerContext, type Lowering, type WaitFor } from '@omniroute/kind-sdk';
import type { wait } from './definition.ts';

const KINDS = ['duration', 'until', 'condition', 'message', 'callback'] as const;
type Part = Partial<Record<(typeof KINDS)[number], unknown>>;

/** Exactly one thing is waited for. */
function exactlyOne(part: Part, pointer: string, others: readonly string[] = []): KindFinding[] {
  const given = KINDS.filter((kind) => part[kind] !== undefined).length;
  const expected = [...KINDS, ...others].map((kind) => `"${kind}"`).join(', ');
  return given === 1 ? [] : [{ code: 'OR6010', pointer, expected, facts: { where: 'A wait' } }];
}

function waitFor(part: Part, pointer: string, context: LowerContext): WaitFor {
  if (part.duration !== undefined) return { on: 'duration', value: context.mapping(`${pointer}/duration`) };
  if (part.until !== undefined) return { on: 'until', value: context.mapping(`${pointer}/until`) };
  if (part.condition !== undefined) return { on: 'condition', when: context.expr(`${pointer}/condition`) };
  if (part.message !== undefined) {
    const { name, accept = 'any' } = part.message as { name: string; accept?: 'any' | 'fresh' };
    const place = `${pointer}/message/correlation`;
    if (context.fromInput(place)) context.subscribe(name, place);
    return { on: 'message', name, correlation: context.mapping(place), accept, type: context.messageType(name) };
  }
  const { schema } = (part.callback ?? {}) as { schema?: unknown };
  return { on: 'callback', type: schema === undefined ? null : context.type(schema as never) };
}

/** Correlations that only the run knows are registered together, by an act of their own when the wait begins. */
function lateSubscription(parts: readonly [Part, string][], context: LowerContext) {
  const keys = parts.flatMap(([part, pointer]) => {
    const place = `${pointer}/message/correlation`;
    if (part.message === undefined || context.fromInput(place)) return [];
    const { name } = part.message as { name: string };
    return [context.record({ name: constant(name), correlation: place })];
  });
  if (keys.length === 0) return null;
  return {
    activity: context.platformActivity('subscribe'),
    input: context.record({
      keys: {
        value: keys.map((key) => key.value),
        holes: keys.flatMap((key, index) => key.holes.map(([place, expr]) => [`/${index}${place}`, expr] as const)),
      },
    }),
    options: context.servingOptions(),
    connection: null,
  };
}

export const waitLowering: Lowering<typeof wait> = {
  type: 'wait',
  check(config) {
    if (config.events === undefined) return exactlyOne(config, '', ['events']);
    const both = KINDS.some((kind) => config[kind] !== undefined);
    if (both)
      return [
        {
          code: 'OR6010',
          pointer: '',
          expected: [...KINDS, 'events'].map((kind) => `"${kind}"`).join(', '),
          facts: { where: 'A wait' },
        },
      ];
    const seen = new Set<string>(['timeout']);
    return config.events.flatMap((event, index) => {
      const twice = seen.has(event.id);
      seen.add(event.id);
      return [
        ...(twice ? [{ code: 'OR1015' as const, pointer: `/events/${index}/id`, facts: { field: event.id } }] : []),
        ...exactlyOne(event, `/events/${index}`),
      ];
    });
  },
  lower(config, context) {
    const parts: [Part, string][] =
      config.events === undefined ? [[config, '']] : config.events.map((event, index) => [event, `/events/${index}`]);
    const single = KINDS.find((kind) => config[kind] !== undefined) ?? 'duration';
    return {
      op: 'wait',
      events: parts.map(([part, pointer], index) => {
        const id = config.events?.[index]?.id ?? single;
        const port = config.events === undefined ? 'out' : id;
        return { id, for: waitFor(part, pointer, context), port, next: context.next(port) };
      }),
      timeout:
        config.timeout === undefined
          ? null
          : { after: context.mapping('/timeout'), routed: context.connected('timeout'), next: context.next('timeout') },
      subscribe: lateSubscription(parts, context),
    };
  },
};
