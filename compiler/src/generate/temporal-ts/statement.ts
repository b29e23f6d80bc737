/** Statements inside a statement. */
export interface Body {
  readonly statements: Statement[];
  /** It is gone through again and again by connections back. */
  readonly circle?: boolean;
  /** A container's inside: what is declared there begins anew each time. */
  readonly frame?: boolean;
  /** How much further to the right it stands. */
  readonly deeper?: number;
}

/** One statement: texts and bodies in turn. */
export interface Statement {
  readonly parts: readonly (string | Body)[];
  /** The variable that it gives a value; its first part then begins with the expression. */
  readonly sets?: string;
  readonly uses: ReadonlySet<string>;
  /** What is behind it is never reached from it. */
  readonly ends?: boolean;
  /** What it is about, in the words of whoever drew it. */
  readonly note?: string;
  /** It does nothing but set its variable. */
  readonly pure?: boolean;
}

const NOTHING: ReadonlySet<string> = new Set();

export function statement(text: string, uses: ReadonlySet<string> = NOTHING, ends = false): Statement {
  return { parts: [text], uses, ends };
}

/** Whether what is behind a list of statements can be reached from it. */
export function goesOn(statements: readonly Statement[]): boolean {
  return statements.at(-1)?.ends !== true;
}

/** One way of several. `test`: null for the rest. */
export interface Arm {
  readonly test: { readonly text: string; readonly uses: ReadonlySet<string> } | null;
  readonly body: readonly Statement[];
}

/** A choice. What ends in its first way needs no `else`. */
export function choice(arms: readonly Arm[]): Statement[] {
  const [first, ...rest] = withoutTwins(arms);
  if (first === undefined) return [];
  if (first.test === null) return [...first.body];
  const others = choice(rest);
  if (first.body.length === 0) {
    if (others.length === 0) return [];
    return [{ parts: [`if (${negated(first.test.text)}) {`, { statements: others }, '}'], uses: first.test.uses }];
  }
  const short = shortOf(first.body);
  const head = `if (${first.test.text}) {`;
  if (short !== null && (others.length === 0 || !goesOn(first.body)))
    return [
      { parts: [`if (${first.test.text}) ${short.text}`], uses: new Set([...first.test.uses, ...short.uses]) },
      ...others,
    ];
  if (others.length === 0 || !goesOn(first.body))
    return [{ parts: [head, { statements: [...first.body] }, '}'], uses: first.test.uses }, ...others];
  const [only] = others;
  const chained = others.length === 1 && typeof only?.parts[0] === 'string' && only.parts[0].startsWith('if (');
  const ends = !goesOn(others);
  if (chained && only !== undefined) {
    const [condition, ...more] = only.parts;
    return [
      {
        parts: [head, { statements: [...first.body] }, `} else ${String(condition)}`, ...more],
        uses: new Set([...first.test.uses, ...only.uses]),
        ends: ends && !goesOn(first.body),
      },
    ];
  }
  const parts = [head, { statements: [...first.body] }, '} else {', { statements: others }, '}'];
  return [{ parts, uses: first.test.uses, ends: ends && !goesOn(first.body) }];
}

/** Ways that do the same as the rest need no condition of their own. */
function withoutTwins(arms: readonly Arm[]): readonly Arm[] {
  const [last, before] = [arms.at(-1), arms.at(-2)];
  if (last?.test !== null || before === undefined || textOf(last.body) !== textOf(before.body)) return arms;
  return withoutTwins([...arms.slice(0, -2), last]);
}

function textOf(statements: readonly Statement[]): string {
  return JSON.stringify(statements.map(({ parts, sets }) => [sets, parts]));
}

/** A single jump. */
function shortOf(body: readonly Statement[]): { readonly text: string; readonly uses: ReadonlySet<string> } | null {
  const [only] = body;
  const [text] = only?.parts ?? [];
  const isShort = body.length === 1 && only?.ends === true && only.parts.length === 1 && typeof text === 'string';
  return isShort && text.length < 40 && !text.includes('\n') ? { text, uses: only.uses } : null;
}

/** A condition turned over. */
export function negated(test: string): string {
  if (/^[^&|?()]* === [^&|?()]*$/.test(test)) return test.replace(' === ', ' !== ');
  if (/^[^&|?()]* !== [^&|?()]*$/.test(test)) return test.replace(' !== ', ' === ');
  if (/^![\w.]+$/.test(test)) return test.slice(1);
  return /^[\w.]+$/.test(test) || /^[\w.]+\([^()]*\)$/.test(test) ? `!${test}` : `!(${test})`;
}
