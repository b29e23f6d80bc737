import type { Variable } from '@omniroute/dsl';
import type { Place } from '../graph/drawing.ts';
import type { Graph } from '../graph/graph.ts';

/**
 * One bit for each thing that can have come true on the way to a place: an error is in scope, the run's output is given, a
 * variable has a value, a step has completed, a meeting was reached.
 */
export class FactTable {
  readonly error = 1n;
  readonly output = 2n;
  readonly all: bigint;
  /** All variables. */
  readonly variables: bigint;
  private readonly declared: readonly Variable[];
  private readonly ofVariable: ReadonlyMap<string, bigint>;
  private readonly ofStep: ReadonlyMap<string, bigint>;
  private readonly ofMeeting: ReadonlyMap<string, bigint>;
  private readonly containers: ReadonlySet<string>;

  constructor({ drawing, meetings, order }: Graph) {
    let count = 2n;
    const next = () => 1n << count++;
    this.declared = drawing.service.variables ?? [];
    this.ofVariable = new Map(this.declared.map(({ name }) => [name, next()]));
    this.variables = (1n << count) - 1n - this.error - this.output;
    this.ofStep = new Map(order.map((id) => [id, next()]));
    this.ofMeeting = new Map([...meetings.keys()].map((id) => [id, next()]));
    this.containers = new Set(drawing.bodies.keys());
    this.all = next() - 1n;
  }

  variable(name: string): bigint | undefined {
    return this.ofVariable.get(name);
  }

  /** Undefined for a step that no path leads to. */
  step(id: string): bigint | undefined {
    return this.ofStep.get(id);
  }

  /** That a token has come to a step where branches meet; nothing for other steps. */
  reached(id: string): bigint {
    return this.ofMeeting.get(id) ?? 0n;
  }

  /** Variables of one container, or of the run: all of them, and those with a first value. */
  variablesOf(container: string | null): { readonly all: bigint; readonly initial: bigint } {
    let [all, initial] = [0n, 0n];
    for (const variable of this.declared) {
      // A scope that is none is a fault of its own.
      const scope = this.containers.has(variable.scope ?? '') ? variable.scope : null;
      if (scope !== container) continue;
      const bit = this.ofVariable.get(variable.name) ?? 0n;
      all |= bit;
      if (variable.initial !== undefined) initial |= bit;
    }
    return { all, initial };
  }

  /** Variables that a visit sets for certain: not after `on_error.continue`, which may follow a value that did not fit. */
  assignedBy(place: Place): bigint {
    if (place.node.on_error !== undefined) return 0n;
    return assignedBy(place).reduce((bits, name) => bits | (this.ofVariable.get(name) ?? 0n), 0n);
  }
}

/** Variables that a visit sets. A step that is switched off sets none. */
export function assignedBy({ known, node }: Place): string[] {
  if (known === null || node.disabled === true) return [];
  return (known.kind.assigns?.(known.config) ?? []).map((each) => each.variable);
}
