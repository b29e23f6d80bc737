import type { Body, Statement } from './statement.ts';

/** A variable of the flow. */
export interface Variable {
  readonly name: string;
  readonly type: string;
  /** It is read where it may have no value. */
  readonly optional: boolean;
}

interface Step {
  readonly body: Body;
  readonly index: number;
}

interface Occurrence {
  readonly way: readonly Step[];
  readonly sets: boolean;
}

/**
 * Decides where each variable is declared: as a constant where it gets its value, if everything that reads it stands behind;
 * else before everything that sets or reads it.
 */
export class Declarations {
  private readonly occurrences = new Map<string, Occurrence[]>();
  private readonly constants = new Set<Statement>();
  private readonly before = new Map<Body, Map<number, string[]>>();
  private readonly unread = new Set<Statement>();
  private readonly variables: ReadonlyMap<string, Variable>;

  constructor(root: Body, variables: ReadonlyMap<string, Variable>) {
    this.variables = variables;
    this.collect(root, []);
    for (const [key, occurrences] of this.occurrences) this.place(key, occurrences);
  }

  /** What is declared before the statement at an index. */
  at(body: Body, index: number): readonly string[] {
    return this.before.get(body)?.get(index) ?? [];
  }

  /** How a statement begins that sets a variable; null where nobody reads it. */
  beginning(statement: Statement): string | null {
    const variable = statement.sets === undefined ? undefined : this.variables.get(statement.sets);
    if (variable === undefined || this.unread.has(statement)) return null;
    return this.constants.has(statement) ? `const ${variable.name} = ` : `${variable.name} = `;
  }

  isUnread(statement: Statement): boolean {
    return this.unread.has(statement);
  }

  private collect(body: Body, way: readonly Step[]): void {
    for (const [index, statement] of body.statements.entries()) {
      const here = [...way, { body, index }];
      for (const key of statement.uses) this.note(key, { way: here, sets: false });
      for (const part of statement.parts) if (typeof part !== 'string') this.collect(part, here);
      if (statement.sets !== undefined) this.note(statement.sets, { way: here, sets: true });
    }
  }

  private note(key: string, occurrence: Occurrence): void {
    const known = this.occurrences.get(key);
    if (known === undefined) this.occurrences.set(key, [occurrence]);
    else known.push(occurrence);
  }

  private place(key: string, occurrences: readonly Occurrence[]): void {
    const variable = this.variables.get(key);
    if (variable === undefined) throw new Error(`${key} is no variable`);
    const setting = occurrences.filter(({ sets }) => sets);
    if (setting.length === occurrences.length) {
      for (const { way } of setting) this.unread.add(statementAt(way));
      return;
    }
    let depth = 0;
    const shared = (level: number) => {
      const body = occurrences[0]?.way[level]?.body;
      return body !== undefined && occurrences.every(({ way }) => way[level]?.body === body);
    };
    while (shared(depth + 1)) depth += 1;
    const first = Math.min(...occurrences.map(({ way }) => way[depth]?.index ?? 0));
    const [only] = setting;
    const isFirst = only !== undefined && only.way.length === depth + 1;
    const behind = (way: readonly Step[]) => (way[depth]?.index ?? 0) > (only?.way[depth]?.index ?? 0);
    if (setting.length === 1 && isFirst && occurrences.every(({ way, sets }) => sets || behind(way))) {
      this.constants.add(statementAt(only.way));
      return;
    }
    const steps = occurrences[0]?.way.slice(0, depth + 1) ?? [];
    let at: Step = { body: (steps[depth] as Step).body, index: first };
    // What was given in the visit before must still be there in the next one.
    for (let level = depth; level > 0 && variable.optional; level -= 1) {
      const { body } = steps[level] as Step;
      if (body.frame === true) break;
      if (body.circle === true) at = steps[level - 1] as Step;
    }
    const text = variable.optional
      ? `let ${variable.name}: ${variable.type} | undefined;`
      : `let ${variable.name}!: ${variable.type};`;
    const places = this.before.get(at.body) ?? new Map<number, string[]>();
    this.before.set(at.body, places);
    places.set(at.index, [...(places.get(at.index) ?? []), text]);
  }
}

function statementAt(way: readonly Step[]): Statement {
  const last = way.at(-1) as Step;
  return last.body.statements[last.index] as Statement;
}
