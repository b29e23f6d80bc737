/** Words that are taken in the files written, or by the language. */
const TAKEN: readonly string[] = [
  'arguments await break case catch class const continue debugger default delete do else enum eval export extends false',
  'finally for function if implements import in instanceof interface let new null package private protected public return',
  'static super switch this throw true try typeof undefined var void while with yield async of',
  'input start at run trigger tenant service vars item index error caught steps schemas status output facts undoing result',
  'field there orValue itemAt valueAt equal compareText includes divide modulo length entriesOf sum minOf maxOf groupBy indexBy',
  'sortBy jsonString perhapsAt distinct slice whole readNumber textOf numberOf conditionOf timestamp later both either decimal plus minus times dividedBy',
  'rounded checked assign add branches chosen only waitFor callbackUrl humanTask scope forEach forSome Loop atMost inBatches backEdge',
  'failure errorOf matches matchesAny called tried undoKey orElse raised untilEnded factsOf instantText sleep sha256 uuid4 maybe flow turn Object',
  'Array String Math JSON Date Promise Number',
].flatMap((line) => line.split(' '));

/** `get_order` as `getOrder`. */
export function camel(id: string): string {
  const [first = '', ...rest] = id.split(/[^A-Za-z0-9]+/).filter((part) => part !== '');
  const name = `${first}${rest.map(capital).join('')}`;
  return /^\d/.test(name) ? `n${name}` : name;
}

/** `get_order` as `GetOrder`. */
export function pascal(id: string): string {
  return capital(camel(id));
}

function capital(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}

/** Gives every thing a name that nothing else has. */
export class Names {
  private readonly used = new Set<string>(TAKEN);
  private readonly given = new Map<string, string>();

  /** The name of a thing; the same each time. */
  of(thing: string, wanted: string, instead = `${wanted}Result`): string {
    const known = this.given.get(thing);
    if (known !== undefined) return known;
    const name = this.fresh(this.used.has(wanted) ? instead : wanted);
    this.given.set(thing, name);
    return name;
  }

  /** A name that nothing has yet. */
  fresh(wanted: string): string {
    let name = wanted;
    for (let count = 2; this.used.has(name); count += 1) name = `${wanted}${count}`;
    this.used.add(name);
    return name;
  }

  /** A name for a short while: of a function's argument, which may stand in several functions. */
  local(wanted: string): string {
    return this.used.has(wanted) ? `${wanted}Of` : wanted;
  }
}
