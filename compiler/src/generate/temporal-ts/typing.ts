import type { Hole } from '@omniroute/dsl';
import { ALL_LIBRARIES, parseTemplate, type Ref, type Type, type TypeEnv, typesOf } from '@omniroute/expressions';
import { checkEnd } from '../../check/data/at-end.ts';
import { DataPass } from '../../check/data/data.ts';
import { environmentOf, type Scope } from '../../check/data/environment.ts';
import { checkEntry } from '../../check/data/outside.ts';
import { END, type Where } from '../../check/data/where.ts';
import { drawingOf } from '../../check/graph/drawing.ts';
import { checkGraph, type Graph } from '../../check/graph/graph.ts';
import { Memo } from '../../incremental/memo.ts';
import type { ResolvedService } from '../../resolve/resolved.ts';

/** Types of the parts of one text with expressions, by where they stand in it. */
export type SpanTypes = ReadonlyMap<string, Type>;

/** What the checks know of a sound service's types, kept for whoever writes it out in a typed language. */
export class Typing {
  readonly graph: Graph;
  private readonly pass: TypingPass;
  private readonly spans = new Map<string, SpanTypes>();

  constructor(resolved: ResolvedService) {
    this.graph = checkGraph(drawingOf(resolved, new Set()));
    this.pass = new TypingPass(resolved, this.graph, ALL_LIBRARIES, new Memo());
    this.pass.steps();
    checkEntry(this.pass);
    checkEnd(this.pass);
  }

  /** The type of the value at a pointer of the document. */
  typeAt(pointer: string): Type {
    return this.pass.typeAt(pointer);
  }

  /** What a step gives, whenever it is read. */
  outputOf(step: string): Type {
    return this.pass.outputs.of(step, END);
  }

  /** What is read by the text at a pointer. */
  readsAt(pointer: string): readonly Ref[] {
    return this.pass.reads.get(pointer) ?? [];
  }

  /** Pointers of all texts with expressions. */
  get pointers(): Iterable<string> {
    return this.pass.reads.keys();
  }

  get input(): Type {
    return this.pass.inputType;
  }

  /** The types of all parts of the text at a pointer. */
  partsAt(pointer: string, text: string): SpanTypes {
    const known = this.spans.get(pointer);
    if (known !== undefined) return known;
    const found = new Map<string, Type>();
    const env = this.pass.envs.get(pointer);
    const template = parseTemplate(text);
    const trees =
      template.kind === 'expression'
        ? [template.tree]
        : template.kind === 'text'
          ? template.parts.flatMap((part) => (typeof part === 'string' ? [] : [part]))
          : [];
    if (env !== undefined)
      for (const tree of trees)
        for (const [part, type] of typesOf(tree, env)) found.set(`${part.span[0]}:${part.span[1]}`, type);
    this.spans.set(pointer, found);
    return found;
  }
}

type More = [node_id?: string | undefined, soFar?: string | null];

/** The data pass, which also remembers in which environment each text was judged. */
class TypingPass extends DataPass {
  readonly envs = new Map<string, TypeEnv>();

  override texts(holes: readonly Hole[], scope: () => Scope, where: Where | undefined, ...more: More): void {
    if (holes.length === 0) return;
    const asked = scope();
    const { common, around, nodes, known } = asked;
    for (const { pointer, text } of holes)
      this.envs.set(pointer, {
        ...environmentOf(common, nodes(text), around, known(text)),
        libraries: this.libraries,
      });
    super.texts(holes, () => asked, where, ...more);
  }
}
