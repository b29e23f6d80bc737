import type { KindFinding, LowerContext, Lowering, WaitFor } from '@omniroute/kind-sdk';
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

/** A correlation that only the run knows is registered by an act of its own before the wait. */
function lateSubscription(parts: readonly [Part, string][], context: LowerContext) {
  const late = parts.find(
    ([part, pointer]) => part.message !== undefined && !context.fromInput(`${pointer}/message/correlation`),
  );
  if (late === undefined) return null;
  const [part, pointer] = late;
  const { name } = part.message as { name: string };
  const input = context.record({ name: { value: name, holes: [] }, correlation: `${pointer}/message/correlation` });
  return {
    activity: context.platformActivity('subscribe'),
    input,
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
    const late = config.events.filter((event) => event.message !== undefined).length;
    return [
      ...config.events.flatMap((event, index) => exactlyOne(event, `/events/${index}`)),
      ...(late > 8
        ? [
            {
              code: 'OR1008' as const,
              pointer: '/events',
              expected: 'at most 8 messages',
              got: `${late}`,
              facts: { where: '"events"' },
            },
          ]
        : []),
    ];
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
