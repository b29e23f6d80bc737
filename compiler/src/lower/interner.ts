import { canonicalJson } from '@omniroute/primitives';

/** A list in which equal values stand once; the index is what refers to them. */
export class Interner<Value> {
  readonly items: Value[] = [];
  private readonly known = new Map<string, number>();

  /** Index of a value, the same for equal values. `key` tells values apart that are written alike. */
  add(value: Value, key = canonicalJson(value)): number {
    const found = this.known.get(key);
    if (found !== undefined) return found;
    this.items.push(value);
    this.known.set(key, this.items.length - 1);
    return this.items.length - 1;
  }
}
