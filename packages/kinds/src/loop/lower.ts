import type { ConfigOf, KindFinding, LowerContext, Lowering } from '@omniroute/kind-sdk';
import type { loop } from './definition.ts';

type Config = ConfigOf<typeof loop>;
type Mode = NonNullable<Config['mode']>;
type Field = keyof Config;

/** What a mode turns by, and the settings that have a meaning only in it. */
const MODES: Readonly<Record<Mode, { readonly by: Field; readonly own: readonly Field[] }>> = {
  for_each: { by: 'items', own: ['items', 'concurrency', 'batch'] },
  while: { by: 'condition', own: ['condition'] },
  times: { by: 'times', own: ['times'] },
};

export const loopLowering: Lowering<typeof loop> = {
  type: 'loop',
  check(config) {
    const mode = config.mode ?? 'for_each';
    const { by } = MODES[mode];
    const missing: KindFinding[] = config[by] === undefined ? [needs('', `mode: ${mode}`, by)] : [];
    const foreign = Object.entries(MODES).flatMap(([other, { own }]) =>
      other === mode ? [] : own.filter((field) => config[field] !== undefined).map((field) => [field, other] as const),
    );
    return [
      ...missing,
      ...foreign.map(([field, other]) => needs(`/${field}`, field, `mode: ${other}`)),
      ...tolerance(config),
    ];
  },
  lower(config, context) {
    const { mode = 'for_each' } = config;
    const shared = sharedParts(config, context);
    if (mode !== 'for_each') {
      return {
        op: 'while',
        condition: mode === 'while' ? context.expr('/condition') : null,
        times: mode === 'times' ? context.mapping('/times') : null,
        ...shared,
      };
    }
    return {
      op: 'each',
      items: context.mapping('/items'),
      concurrency: config.concurrency ?? 1,
      batch: config.batch ?? null,
      ...shared,
    };
  },
};

function needs(pointer: string, field: string, name: string): KindFinding {
  return { code: 'OR6011', pointer, facts: { field, name } };
}

/** Bounds need something to bound, and a share needs a number of items that is known. */
function tolerance({ mode, tolerate, on_item_error }: Config): KindFinding[] {
  if (tolerate === undefined) return [];
  if (on_item_error !== 'skip' && on_item_error !== 'report')
    return [needs('/tolerate', 'tolerate', 'on_item_error: skip or report')];
  if (tolerate.count === undefined && tolerate.percent === undefined)
    return [needs('/tolerate', 'tolerate', 'count or percent')];
  if (tolerate.percent !== undefined && mode === 'while')
    return [needs('/tolerate/percent', 'percent', 'mode: for_each or times')];
  return [];
}

function sharedParts(config: Config, context: LowerContext) {
  const { tolerate } = config;
  return {
    body: context.body(),
    retry: context.retry(),
    total_ms: context.total(),
    max_iterations: config.max_iterations ?? null,
    until: config.until === undefined ? null : context.expr('/until'),
    on_item_error: config.on_item_error ?? 'fail',
    tolerate: tolerate === undefined ? null : { count: tolerate.count ?? null, percent: tolerate.percent ?? null },
    collect: config.collect === undefined ? null : context.mapping('/collect'),
    next: context.next('out'),
  };
}
