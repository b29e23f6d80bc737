import { DYN } from '@omniroute/expressions';
import type { PlanExpr } from '@omniroute/plan';
import { type Reading, Translator } from './expression.ts';
import { LEVEL, type Piece, primary, at as within } from './piece.ts';
import type { Project } from './project.ts';
import { refuse } from './refusal.ts';
import { member } from './text.ts';
import { isOf } from './ts-type.ts';

/** Where an expression is read. */
export interface ReadAt {
  /** The step, or null at the end of the run. */
  readonly node: string | null;
  /** The region whose names are in scope. */
  readonly region: number;
  /** The name of the place that the flow stands in. */
  readonly place: string;
  /** The step that is undone, where an undo reads. */
  readonly undoes?: string;
  /** Names under which an undo remembers what steps had given. */
  readonly remembered?: ReadonlyMap<string, string>;
  /** A container that reads its own output so far. */
  readonly soFar?: { readonly node: string; readonly text: string };
}

/** A value, written: its text, and the variables that it reads. */
export interface Written {
  readonly text: string;
  readonly uses: ReadonlySet<string>;
  readonly piece: Piece;
}

/** Writes one expression of the plan. */
export function expressionText(
  project: Project,
  ref: number,
  where: ReadAt,
  as: 'value' | 'condition' = 'value',
): Written {
  const expr = project.plan.exprs[ref] as PlanExpr;
  const uses = new Set<string>();
  return project.attempt(
    where.node,
    expr.at,
    () => {
      const translator = new Translator(new Names(project, expr, where, uses));
      const piece = as === 'condition' ? translator.condition(expr.code) : inJson(project, translator.piece(expr.code));
      return { text: piece.text, uses, piece };
    },
    { text: 'undefined as never', uses, piece: primary('undefined as never', DYN, true) },
  );
}

/** A value as JSON holds it: instants and decimals as text. */
function inJson(project: Project, piece: Piece): Piece {
  const text = { kind: 'string' } as const;
  if (isOf(piece.type, 'timestamp'))
    return primary(`${project.helper('instantText')}(${piece.text})`, text, piece.safe);
  if (isOf(piece.type, 'decimal')) return primary(`${within(piece, LEVEL.primary)}.toFixed()`, text, piece.safe);
  if (isOf(piece.type, 'duration')) return primary(`\`\${${within(piece, LEVEL.times)} / 1000}s\``, text, piece.safe);
  if (holdsOther(piece)) return refuse('a list or an object of instants, durations or decimals is passed on');
  return piece;
}

function holdsOther({ type }: Piece): boolean {
  const seen = JSON.stringify(type);
  return ['"timestamp"', '"duration"', '"decimal"', '"bytes"'].some((kind) => seen.includes(`"kind":${kind}`));
}

/** Names that are read as a pair: of what, and what of it. */
const PAIRS: Readonly<Record<string, (names: Names, id: string, name: string) => Piece | null>> = {
  loop: (names, id, name) => names.turnOf(id, name),
  callback: (names, id, name) => (name === 'url' ? names.callbackOf(id) : null),
};

/** What the names of the language mean at one place. */
class Names implements Reading {
  readonly types;
  readonly source: string;
  private readonly project: Project;
  private readonly where: ReadAt;
  private readonly uses: Set<string>;

  constructor(project: Project, expr: PlanExpr, where: ReadAt, uses: Set<string>) {
    this.project = project;
    this.source = expr.src;
    this.types = project.typing.partsAt(expr.at, expr.src);
    this.where = where;
    this.uses = uses;
  }

  helper(name: string): string {
    return this.project.helper(name);
  }

  local(wanted: string): string {
    return this.project.names.local(wanted);
  }

  root(name: string, field: { readonly name: string; readonly optional: boolean } | null): Piece | null {
    const { project } = this;
    switch (name) {
      case 'input':
        return field === null ? primary('input', project.typing.input, true) : null;
      case 'nodes':
        return field === null ? refuse('all steps are read at once') : this.step(field.name, field.optional);
      case 'vars':
        return field === null ? refuse('all variables are read at once') : this.variable(field.name, field.optional);
      case 'item':
      case 'index':
        return field === null ? this.turn(name, project.loopsAround(this.where.region)[0]) : null;
      case 'error':
        return field === null ? this.error() : null;
      case 'run':
      case 'trigger':
      case 'tenant':
      case 'service':
        if (field === null) return null;
        project.facts.add(name);
        return primary(`${name === 'run' ? 'run' : name}${member(field.name)}`, DYN, true);
      case 'compensation':
        return field === null ? null : primary('undoing.key', DYN, true);
      default:
        return refuse(Object.hasOwn(PAIRS, name) ? `all of "${name}" is read at once` : `"${name}" has no counterpart`);
    }
  }

  private step(id: string, optional: boolean): Piece {
    const { project, where } = this;
    if (where.soFar?.node === id) return primary(where.soFar.text, DYN, true);
    const remembered = where.remembered?.get(id);
    if (remembered !== undefined)
      return primary(optional || !project.isOptional(id) ? remembered : `${remembered}!`, DYN, true);
    if (where.undoes === id) return primary(optional ? 'output' : 'output!', DYN, true);
    const { key, name } = project.output(id);
    this.uses.add(key);
    return primary(optional || !project.isOptional(id) ? name : `${name}!`, DYN, true);
  }

  private variable(name: string, optional: boolean): Piece {
    const { plan } = this.project;
    const slot = plan.slots.find((each) => each.name === name);
    if (slot === undefined) return refuse(`there is no variable "${name}"`);
    const text = `${this.project.vars(slot.region)}${member(name)}`;
    return primary(optional || slot.initial !== null ? text : `${text}!`, DYN, true);
  }

  private turn(name: 'item' | 'index', region: number | undefined): Piece {
    if (region === undefined) return refuse(`"${name}" is read outside a loop`);
    return primary(this.project.turn(region)[name], DYN, true);
  }

  /** `loop.<id>.item`, `loop.<id>.index`, `callback.<wait>.url`. */
  pair(root: string, id: string, name: string): Piece | null {
    const read = Object.hasOwn(PAIRS, root) ? PAIRS[root] : undefined;
    return read === undefined ? null : read(this, id, name);
  }

  /** The item or the index of a loop around. */
  turnOf(id: string, name: string): Piece | null {
    if (name !== 'item' && name !== 'index') return null;
    const owner = this.project.indexOf(id);
    const region = this.project.plan.regions.findIndex((each) => each.owner === owner);
    return this.turn(name, region < 0 ? undefined : region);
  }

  private error(): Piece {
    if (this.where.undoes !== undefined) return primary('undoing.error', DYN, true);
    const index = this.where.node === null ? -1 : this.project.indexOf(this.where.node);
    const key = index < 0 ? null : this.project.errors.keyAt(index);
    if (key === null) return refuse('the error that is read arises at no single place');
    const variable = this.project.variables.get(key) ?? refuse('the error that is read is caught at no place');
    this.uses.add(key);
    return primary(variable.name, DYN, true);
  }

  /** The address that answers the next visit of a wait. */
  callbackOf(wait: string): Piece {
    const { project } = this;
    const node = project.node(project.indexOf(wait));
    project.facts.add('run');
    const place = node.region === this.where.region ? this.where.place : project.place(node.region);
    return primary(`${project.helper('callbackUrl')}(${place}, run.id, '${wait}')`, DYN, true);
  }
}
