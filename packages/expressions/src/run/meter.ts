import type { Json } from '@omniroute/primitives';
import { EvalFailure } from './eval-error.ts';

/** What an expression may read. `undefined`: the name is not there. */
export interface Scope {
  get(root: string): Json | undefined;
  /** Logical now in milliseconds: equal within an activation, equal on replay. */
  readonly now: number;
  /** A stable id for the n-th call in this evaluation. */
  uuid(ordinal: number): string;
}

/** Fuel of one evaluation and what it runs in. Work is paid for before it is done. */
export class Meter {
  spent = 0;
  uuids = 0;
  readonly scope: Scope;
  readonly locals: unknown[] = [];
  private readonly fuel: number;

  constructor(scope: Scope, fuel: number) {
    this.scope = scope;
    this.fuel = fuel;
  }

  /** Pays; running out is `poison`, at the place that asked. */
  pay(amount: number): void {
    this.spent += amount;
    if (this.spent > this.fuel) throw new EvalFailure(`This takes too much work (more than ${this.fuel} steps).`, null, 'poison');
  }
}
