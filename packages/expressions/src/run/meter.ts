import type { Json } from '@omniroute/primitives';
import type { Libraries, Pattern } from '../libraries/libraries.ts';
import { EvalFailure } from './eval-error.ts';
import type { TimeZone } from './time-zone.ts';

/** What an expression may read. `undefined`: the name is not there. */
export interface Scope {
  get(root: string): Json | undefined;
  /** Logical now in milliseconds: equal within an activation, equal on replay. */
  readonly now: number;
  /** A stable id for the n-th call in this evaluation. */
  uuid(ordinal: number): string;
}

/** How deep a value may be nested where it is walked: below the stack of the smallest host. */
const MAX_DEPTH = 256;

/** Fuel of one evaluation and what it runs in. Work is paid for before it is done. */
export class Meter {
  spent = 0;
  uuids = 0;
  readonly scope: Scope;
  readonly libraries: Libraries;
  readonly locals: unknown[] = [];
  /** Size of the collection gone through last: named when the fuel runs out. */
  going = 0;
  private madePatterns: Map<string, Pattern> | null = null;
  private readZones: Map<string, TimeZone> | null = null;
  private readonly fuel: number;
  private readonly says: (meter: Meter, fuel: number) => string;
  private depth = 0;

  constructor(scope: Scope, fuel: number, libraries: Libraries, says = tooMuchWork) {
    this.scope = scope;
    this.libraries = libraries;
    this.fuel = fuel;
    this.says = says;
  }

  /** Patterns made while the expression ran, by their text. Made late, like the zones: most expressions need neither. */
  get patterns(): Map<string, Pattern> {
    this.madePatterns ??= new Map();
    return this.madePatterns;
  }

  /** Time zones read so far, by name. */
  get zones(): Map<string, TimeZone> {
    this.readZones ??= new Map();
    return this.readZones;
  }

  /** Pays; running out is `poison`, at the place that asked. */
  pay(amount: number): void {
    this.spent += amount;
    if (this.spent > this.fuel) throw new EvalFailure(this.says(this, this.fuel), null, 'poison');
  }

  /** Walks one level down in a value. */
  deeper<T>(walk: () => T): T {
    if (this.depth >= MAX_DEPTH)
      throw new EvalFailure(`The value is nested more than ${MAX_DEPTH} deep.`, null, 'poison');
    this.depth += 1;
    try {
      return walk();
    } finally {
      this.depth -= 1;
    }
  }
}

function tooMuchWork({ going }: Meter, fuel: number): string {
  return `This takes too much work (more than ${fuel} steps${going > 0 ? `, while going through ${going} items` : ''}).`;
}

/** What is said when a result outgrows its cap. */
export function tooLarge(_: Meter, cap: number): string {
  return `The result is too large (more than ${cap} characters and elements).`;
}
