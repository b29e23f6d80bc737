/** Fields deeper than this are not told apart: what is read there is read as a whole. */
const MOST_LEVELS = 16;

/**
 * What is read of a value: all of it, or some of its fields and something of each of its members (the items of a list, the
 * values of an object). A value of which nothing is noted is only looked at: whether it is there, null, a list.
 */
export class Demand {
  whole = false;
  /** What is read of every member; `null`: it is not even asked how many there are. */
  each: Demand | null = null;
  readonly fields = new Map<string, Demand>();
  private readonly level: number;

  constructor(level = 0) {
    this.level = level;
  }

  /** The demand on one field. */
  field(name: string): Demand {
    if (this.isDeepest()) return this;
    let found = this.fields.get(name);
    if (found === undefined) {
      found = new Demand(this.level + 1);
      this.fields.set(name, found);
    }
    return found;
  }

  /** The demand on each member. */
  member(): Demand {
    if (this.isDeepest()) return this;
    this.each ??= new Demand(this.level + 1);
    return this.each;
  }

  /** Takes in what another one wants; whether that was anything new. */
  take(other: Demand): boolean {
    if (other === this) return false;
    let changed = other.whole && !this.whole;
    this.whole ||= other.whole;
    if (other.each !== null) {
      changed = this.each === null || changed;
      changed = this.member().take(other.each) || changed;
    }
    for (const [name, wanted] of other.fields) {
      changed = !this.fields.has(name) || changed;
      changed = this.field(name).take(wanted) || changed;
    }
    return changed;
  }

  private isDeepest(): boolean {
    if (this.level >= MOST_LEVELS) this.whole = true;
    return this.level >= MOST_LEVELS;
  }
}
