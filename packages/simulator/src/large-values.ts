import { type LargePart, type PlanNode, partAt, withPart } from '@omniroute/plan';
import {
  canonicalJson,
  isReference,
  type Json,
  parsePointer,
  type Reference,
  referenceTo,
  sha256Hex,
} from '@omniroute/primitives';

/** The large values of one run: what stands for them goes through the run, they themselves stay here. */
export class LargeValues {
  private readonly kept = new Map<string, Json>();
  /** A value that is passed on from step to step is read once. */
  private readonly known = new Map<Json, Reference>();

  /** A value with references in place of its large parts. */
  refer(value: Json, parts: readonly LargePart[]): Json {
    return parts.reduce<Json>((small, part) => withPart(small, part.path, { ...this.referenceTo(part.value) }), value);
  }

  private referenceTo(value: Json): Reference {
    const known = this.known.get(value);
    if (known !== undefined) return known;
    const text = canonicalJson(value);
    const reference = referenceTo(value, sha256Hex(text), text.length);
    this.kept.set(reference['@ref'], value);
    this.known.set(value, reference);
    return reference;
  }

  /** What an effect is given, with the large values themselves. */
  whole(node: PlanNode, input: Json): Json {
    const refs = node.op === 'act' ? (node.call.refs ?? []) : [];
    return refs.reduce<Json>((whole, pointer) => {
      const path = parsePointer(pointer);
      const part = partAt(whole, path);
      const value = isReference(part) ? this.kept.get(part['@ref']) : undefined;
      return value === undefined ? whole : withPart(whole, path, value);
    }, input);
  }
}
