import type { Variable } from '@omniroute/dsl';
import { ERROR, type Field, type Type, typeFromSchema } from '@omniroute/expressions';
import type { Memo } from '../../incremental/memo.ts';
import type { Drawing } from '../graph/drawing.ts';
import type { Dataflow } from './dataflow.ts';
import { containersOf, type Where } from './where.ts';

/** What is declared about the service's variables, and where each can be seen. */
export class Variables {
  private readonly drawing: Drawing;
  private readonly flow: Dataflow;
  private readonly memo: Memo;
  private readonly declared: ReadonlyMap<string, { readonly variable: Variable; readonly type: Type }>;

  constructor(drawing: Drawing, flow: Dataflow, memo: Memo) {
    this.drawing = drawing;
    this.memo = memo;
    this.flow = flow;
    this.declared = new Map(
      (drawing.service.variables ?? []).map((variable) => [
        variable.name,
        { variable, type: memo.of(typeOf, variable.name, variable.schema) },
      ]),
    );
  }

  /** The container a variable belongs to: `null` for the run, or where the name is of none. */
  scopeOf(name: string): string | null {
    const scope = this.declared.get(name)?.variable.scope;
    return scope !== undefined && this.drawing.bodies.has(scope) ? scope : null;
  }

  /** Whether a variable exists at a place. What an undo sees is live: the containers around it may be over. */
  isVisible(name: string, where: Where): boolean {
    const scope = this.scopeOf(name);
    if (scope === null) return true;
    if (typeof where === 'string' && this.drawing.undos.has(where)) return false;
    return containersOf(this.drawing, where).includes(scope);
  }

  /** `vars` at a place. One that belongs elsewhere fits everywhere here: reading it is refused where it is read. */
  at(where: Where): Type {
    if (this.declared.size === 0) return NONE;
    const sights = [...this.declared].map(([name, { type }]): Sight => {
      if (!this.isVisible(name, where)) return [name, null, true];
      return [name, type, this.flow.has(name, where)];
    });
    const alike = sights.map(([, type, certain]) => (type === null ? '-' : certain ? '!' : '?')).join('');
    return this.memo.of(recordOfSights, alike, sights);
  }
}

const NONE: Type = { kind: 'record', fields: {}, open: false, what: 'vars' };

/** A variable as a place sees it: its type, `null` where it belongs elsewhere, and whether it surely has a value. */
type Sight = readonly [name: string, type: Type | null, certain: boolean];

function recordOfSights(sights: readonly Sight[]): Type {
  const fields = sights.map(([name, type, certain]): [string, Field] => {
    if (type === null) return [name, { type: ERROR, optional: false }];
    return [name, certain ? { type, optional: false } : { type, optional: true, absent: { code: 'OR4009' } }];
  });
  return { kind: 'record', fields: Object.fromEntries(fields), open: false, what: 'vars' };
}

function typeOf(schema: Variable['schema']): Type {
  return typeFromSchema(schema);
}
