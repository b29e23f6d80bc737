/** Part of a pattern: the ends it can reach in a text, from some starts. */
type Part = (text: readonly string[], starts: ReadonlySet<number>) => ReadonlySet<number>;

/** A pattern that was read. */
export interface SimplePattern {
  /** Whether a part of a text fits. */
  test(text: string): boolean;
}

/**
 * Reads a pattern of the product's own schemas: characters, classes, groups, alternatives, counts, `^` and `$`, as RE2 has
 * them; `null` for anything else. It keeps the engine of regular expressions, for which tenants' patterns are, out of what
 * a page has to load. The work is bounded by length of text times parts: a set of places goes through the pattern, no guess
 * is ever taken back.
 */
export function simplePattern(source: string): SimplePattern | null {
  const reader = new Reader(source);
  const whole = reader.alternatives();
  if (whole === null || !reader.isAtEnd()) return null;
  return {
    test(text) {
      const characters = [...text];
      return whole(characters, new Set(Array.from({ length: characters.length + 1 }, (_, at) => at))).size > 0;
    },
  };
}

const SPECIAL = '\\^$.|?*+()[]{}';

class Reader {
  private readonly source: readonly string[];
  private at = 0;

  constructor(source: string) {
    this.source = [...source];
  }

  isAtEnd(): boolean {
    return this.at >= this.source.length;
  }

  alternatives(): Part | null {
    const ways: Part[] = [];
    do {
      const way = this.sequence();
      if (way === null) return null;
      ways.push(way);
    } while (this.accept('|'));
    return (text, starts) => new Set(ways.flatMap((way) => [...way(text, starts)]));
  }

  private sequence(): Part | null {
    const parts: Part[] = [];
    while (!this.isAtEnd() && this.source[this.at] !== '|' && this.source[this.at] !== ')') {
      const one = this.atom();
      const part = one === null ? null : this.counted(one);
      if (part === null) return null;
      parts.push(part);
    }
    return (text, starts) => parts.reduce((places, part) => part(text, places), starts);
  }

  private atom(): Part | null {
    const c = this.next();
    if (c === '^') return (_, starts) => new Set(starts.has(0) ? [0] : []);
    if (c === '$') return (text, starts) => new Set(starts.has(text.length) ? [text.length] : []);
    if (c === '.') return character((each) => each !== '\n');
    if (c === '[') return this.class();
    if (c === '(') {
      if (this.source[this.at] === '?') return null;
      const group = this.alternatives();
      return this.accept(')') ? group : null;
    }
    const literal = c === '\\' ? this.escaped() : SPECIAL.includes(c) ? null : c;
    return literal === null ? null : character((each) => each === literal);
  }

  private class(): Part | null {
    const negated = this.accept('^');
    const ranges: (readonly [string, string])[] = [];
    while (this.source[this.at] !== ']') {
      const from = this.member();
      if (from === null) return null;
      const isRange = this.source[this.at] === '-' && this.source[this.at + 1] !== ']';
      if (isRange) this.at += 1;
      const to = isRange ? this.member() : from;
      if (to === null || order(to) < order(from)) return null;
      ranges.push([from, to]);
    }
    this.at += 1;
    if (ranges.length === 0) return null;
    const holds = (each: string) => ranges.some(([from, to]) => order(from) <= order(each) && order(each) <= order(to));
    return character((each) => holds(each) !== negated);
  }

  private member(): string | null {
    const c = this.next();
    return c === '\\' ? this.escaped() : c === '' || c === '[' ? null : c;
  }

  /** A sign that stands for itself; letters after a backslash mean something. */
  private escaped(): string | null {
    const c = this.next();
    return SPECIAL.includes(c) || c === '/' || c === '-' ? c || null : null;
  }

  private counted(part: Part): Part | null {
    const count = this.count();
    if (count === null) return part;
    const [least, most] = count;
    if (least > most || ['?', '*', '+', '{'].includes(this.source[this.at] ?? '')) return null;
    return (text, starts) => {
      const ends = new Set<number>(least === 0 ? starts : []);
      let places = starts;
      for (let times = 1; times <= most && places.size > 0; times += 1) {
        places = part(text, places);
        if (times < least) continue;
        const before = ends.size;
        for (const place of places) ends.add(place);
        if (ends.size === before) break;
      }
      return ends;
    };
  }

  private count(): readonly [number, number] | null {
    if (this.accept('?')) return [0, 1];
    if (this.accept('*')) return [0, Number.POSITIVE_INFINITY];
    if (this.accept('+')) return [1, Number.POSITIVE_INFINITY];
    if (!this.accept('{')) return null;
    const least = this.digits();
    const most = this.accept(',') ? this.digits() || 'Infinity' : least;
    // What is no count is a fault of the pattern: [1, 0] is refused above.
    return least !== '' && this.accept('}') ? [Number(least), Number(most)] : [1, 0];
  }

  private digits(): string {
    let digits = '';
    while ((this.source[this.at] ?? '') >= '0' && (this.source[this.at] ?? '') <= '9') digits += this.next();
    return digits;
  }

  private accept(c: string): boolean {
    if (this.source[this.at] !== c) return false;
    this.at += 1;
    return true;
  }

  private next(): string {
    this.at += 1;
    return this.source[this.at - 1] ?? '';
  }
}

function character(fits: (character: string) => boolean): Part {
  return (text, starts) => {
    const ends = new Set<number>();
    for (const start of starts) if (start < text.length && fits(text[start] as string)) ends.add(start + 1);
    return ends;
  };
}

function order(character: string): number {
  return character.codePointAt(0) as number;
}
