/** A value that can be written out in JSON as one word. */
export type Scalar = null | boolean | number | string;

/** What is known of one value. */
export interface Known {
  /** Whether it is there. */
  readonly present?: boolean;
  /** The only values it can have, if it is there. */
  readonly values?: readonly Scalar[];
  /** Values it does not have. */
  readonly not?: readonly Scalar[];
  /** Names of the only types it can have, as `type()` gives them. */
  readonly types?: readonly string[];
  /** Names of types it does not have. */
  readonly notTypes?: readonly string[];
}

/** What is known of a value and of what is inside it; `at` has a key for each field (`.name`) and list place (`#0`). Plain JSON. */
export interface Facts extends Known {
  readonly at?: Readonly<Record<string, Facts>>;
}

/** The way to a value: the name of a root, then fields and list places. */
export type Path = readonly (string | number)[];

/** Of how many parts of one value something is remembered; knowing less is never wrong. */
const MOST_PARTS = 100;

export const NO_FACTS: Facts = Object.freeze({});

const keyOf = (segment: string | number) => (typeof segment === 'number' ? `#${segment}` : `.${segment}`);

/** What is known of the value at a path. */
export function factsAt(facts: Facts, path: Path): Facts {
  return path.reduce((found: Facts, segment) => found.at?.[keyOf(segment)] ?? NO_FACTS, facts);
}

/** One fact about the value at a path. `reached`: whatever lies on the way was read, so that it is there and not null. */
export function factAt(path: Path, known: Known, reached: boolean): Facts {
  const [first, ...rest] = path;
  if (first === undefined) return known;
  const way: Known = reached && rest.length > 0 ? { present: true, not: [null] } : {};
  return { at: { [keyOf(first)]: { ...way, ...factAt(rest, known, reached) } } };
}

/** What is known when both are true. A long chain of conditions adds one fact after the other: only what `b` tells is gone through. */
export function bothHold(a: Facts, b: Facts): Facts {
  if (a === NO_FACTS) return b;
  if (b === NO_FACTS) return a;
  const known = bothKnown(a, b);
  if (a.at === undefined || b.at === undefined) return { ...a, ...known, ...(b.at === undefined ? {} : { at: b.at }) };
  const at: Record<string, Facts> = { ...a.at };
  let left = MOST_PARTS - Object.keys(at).length;
  for (const [key, facts] of Object.entries(b.at)) {
    if (at[key] === undefined) left -= 1;
    if (left >= 0 || at[key] !== undefined) at[key] = bothHold(at[key] ?? NO_FACTS, facts);
  }
  return { ...known, at };
}

function bothKnown(a: Known, b: Known): Known {
  return said({
    present: b.present ?? a.present,
    values: a.values && b.values ? a.values.filter((value) => b.values?.includes(value)) : (a.values ?? b.values),
    not: a.not && b.not ? [...new Set([...a.not, ...b.not])] : (a.not ?? b.not),
    types: a.types && b.types ? a.types.filter((name) => b.types?.includes(name)) : (a.types ?? b.types),
    notTypes: a.notTypes && b.notTypes ? [...new Set([...a.notTypes, ...b.notTypes])] : (a.notTypes ?? b.notTypes),
  });
}

/** What is known when one of two is true, and nobody knows which: where ways meet. */
export function eitherHolds(a: Facts, b: Facts): Facts {
  const at: Record<string, Facts> = {};
  for (const [key, facts] of Object.entries(a.at ?? {})) {
    const other = b.at?.[key];
    if (other !== undefined) at[key] = eitherHolds(facts, other);
  }
  const not = [...new Set([...(a.not ?? []), ...(b.not ?? [])])].filter(
    (value) => excludes(a, value) && excludes(b, value),
  );
  const notTypes = a.notTypes?.filter((name) => b.notTypes?.includes(name));
  return made(
    {
      present: a.present === b.present ? a.present : undefined,
      values: a.values && b.values && [...new Set([...a.values, ...b.values])],
      not: not.length > 0 ? not : undefined,
      types: a.types && b.types && [...new Set([...a.types, ...b.types])],
      notTypes: notTypes !== undefined && notTypes.length > 0 ? notTypes : undefined,
    },
    at,
  );
}

/** What stays known when the value at a path becomes another: a variable is written, a name is bound anew. */
export function forget(facts: Facts, path: Path): Facts {
  const [first, ...rest] = path;
  const inner = first === undefined ? undefined : facts.at?.[keyOf(first)];
  if (first === undefined || inner === undefined) return facts;
  const { [keyOf(first)]: _, ...others } = facts.at ?? {};
  const left = rest.length === 0 ? NO_FACTS : forget(inner, rest);
  const { at: __, ...known } = facts;
  const at = isNothing(left) ? others : { ...others, [keyOf(first)]: left };
  return Object.keys(at).length === 0 ? known : { ...known, at };
}

/** Whether a value is known not to be this one. */
export function excludes(known: Known, value: Scalar): boolean {
  return known.not?.includes(value) === true || (known.values !== undefined && !known.values.includes(value));
}

type Said = { readonly [K in keyof Known]-?: Known[K] | undefined };

function made(known: Said, at: Readonly<Record<string, Facts>>): Facts {
  const inside = Object.entries(at).filter(([, each]) => !isNothing(each));
  return inside.length === 0 ? said(known) : { ...said(known), at: Object.fromEntries(inside) };
}

/** What is known, without what is not. */
function said(known: Said): Known {
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)) as Known;
}

function isNothing(facts: Facts): boolean {
  return Object.keys(facts).length === 0;
}
