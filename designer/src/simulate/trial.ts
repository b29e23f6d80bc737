import type { MockAnswer, Scenario } from '@omniroute/plan';

/** What is tried: a scenario, as far as somebody has written one. */
export interface Trial {
  readonly scenario: Scenario;
  /** What is not written is made up from schemas; else it is as a scenario file means it: the smallest value that fits. */
  readonly fills: boolean;
  /** Id of the kept scenario that it began as. */
  readonly from?: string;
}

export const NEW_TRIAL: Trial = { scenario: { name: '' }, fills: true };

/** Sets the replies of a step, or of one visit of it by its key; `null` takes them back. */
export function withReplies(scenario: Scenario, name: string, answers: readonly MockAnswer[] | null): Scenario {
  const { [name]: _, ...others } = scenario.mocks ?? {};
  const mocks = answers === null ? others : { ...others, [name]: answers };
  const { mocks: __, ...rest } = scenario;
  return Object.keys(mocks).length === 0 ? rest : { ...rest, mocks };
}

/** What is done from outside, in one list, to be shown and taken back. */
export type Deed =
  | { readonly is: 'tasks'; readonly index: number; readonly at: string; readonly what: string }
  | { readonly is: 'messages'; readonly index: number; readonly at: string; readonly what: string }
  | { readonly is: 'callbacks'; readonly index: number; readonly at: string; readonly what: string };

export function deedsOf({ tasks = [], messages = [], callbacks = [] }: Scenario): readonly Deed[] {
  return [
    ...tasks.map(({ at, node, outcome }, index) => ({ is: 'tasks', index, at, what: `${node}: ${outcome}` }) as const),
    ...messages.map(({ at, name, correlation }, index) => {
      return { is: 'messages', index, at, what: `${name} (${correlation})` } as const;
    }),
    ...callbacks.map(({ at, node }, index) => ({ is: 'callbacks', index, at, what: node }) as const),
  ];
}

/** Takes something back that was to be done from outside. */
export function withoutDeed(scenario: Scenario, { is, index }: Deed): Scenario {
  const { [is]: list = [], ...rest } = scenario;
  const left = list.filter((_, at) => at !== index);
  return left.length === 0 ? rest : { ...rest, [is]: left };
}

/** Adds something that is done from outside. */
export function withDeed<Kind extends Deed['is']>(
  scenario: Scenario,
  is: Kind,
  deed: NonNullable<Scenario[Kind]>[number],
): Scenario {
  return { ...scenario, [is]: [...(scenario[is] ?? []), deed] };
}
