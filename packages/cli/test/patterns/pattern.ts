import type { Scenario } from '@omniroute/plan';
import { type ServiceBuilder, service } from '@omniroute/testing';

/** A pattern of the catalogue of 43 that can be drawn, with a service that is played. */
export interface Supported {
  readonly number: number;
  readonly name: string;
  readonly service: ServiceBuilder;
  readonly scenario?: Omit<Scenario, 'name'>;
  /** Visits as they begin, `step` or `step:status` where it is not completed. */
  readonly path: string;
}

/** A pattern that is refused, drawn as somebody might try it. */
export interface Refused {
  readonly number: number;
  readonly name: string;
  readonly service: ServiceBuilder;
  readonly code: string;
  readonly pointer: string;
  /** What to draw instead. */
  readonly instead: string;
}

/** A service in which these steps do nothing but be visited. */
export function steps(...ids: readonly string[]): ServiceBuilder {
  return ids.reduce((builder, id) => builder.node(id, 'transform', { output: 1 }), service('pattern', 'Pattern'));
}

/** Steps that take some time, so that others overtake them. */
export function pauses(builder: ServiceBuilder, times: Readonly<Record<string, string>>, parent?: string) {
  return Object.entries(times).reduce(
    (all, [id, duration]) => all.node(id, 'wait', { duration }, parent === undefined ? {} : { parent }),
    builder,
  );
}

/** A parallel with one branch for each step, which all lead to a join. */
export function joined(builder: ServiceBuilder, branches: readonly string[], join: Readonly<Record<string, unknown>>) {
  const start = builder.node('go', 'parallel').node('meet', 'join', join);
  return branches.reduce((all, id) => all.line('go', id, 'meet'), start);
}
