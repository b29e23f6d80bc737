import { type Applied, applyAll, normalise, type Operation, revert, type Service } from '@omniroute/dsl';
import { type Diagnostic, ok, type Result } from '@omniroute/errors';
import type { Libraries, LibraryName, TypeEnv } from '@omniroute/expressions';
import type { Plan } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import type { TextPlace } from '../check/data/scope-at.ts';
import { type Analysis, analyse, type CompilerOptions } from '../compile.ts';
import { changeable } from './changeable.ts';
import { Memo } from './memo.ts';

/** One service under work: it takes changes and says what `compile` would say of the document as it now is. */
export interface Checker {
  /** The document in the language's own spelling, with all changes. */
  readonly document: Json;
  /** Takes a document, or another version of the one it has: of what is written alike nothing is worked out again. */
  open(document: Json): void;
  /**
   * Changes the document. All operations apply or none does: then the finding says why. The result takes the change back
   * by `revert`.
   */
  apply(operations: readonly Operation[]): Result<readonly Operation[], Diagnostic>;
  /** Takes changes back, or makes them again, by the inverse of what was applied. What was there may come back, whatever it was. */
  revert(inverse: readonly Operation[]): Result<readonly Operation[], Diagnostic>;
  /** The libraries without which nothing can be said of the document as it now is: to be loaded and given. */
  needs(): readonly LibraryName[];
  /** Takes libraries that were loaded. */
  use(libraries: Libraries): void;
  /** All findings about the document. */
  check(): readonly Diagnostic<Operation>[];
  /** The plan, made when it is asked for; `null` while there are errors. */
  plan(): Plan | null;
  /**
   * What a text can read at a place, whether it stands there already or is only being written; `null` where that cannot be
   * said: the place is not there, or the service has no usable shape.
   */
  environmentAt(place: TextPlace, text: string): TypeEnv | null;
}

/**
 * A checker for one service, with the libraries that are there. It has no clock and does no I/O, so that it can live in a Web
 * Worker; while it `needs` some, it says nothing.
 */
export function createCheckerWith(libraries: Libraries, options: CompilerOptions, document: Json = null): Checker {
  return new ServiceChecker(libraries, options, document);
}

class ServiceChecker implements Checker {
  document: Json = null;
  private libraries: Libraries;
  private readonly options: CompilerOptions;
  private readonly memo = new Memo();
  private analysis: Analysis | null = null;
  private made: Plan | null = null;

  constructor(libraries: Libraries, options: CompilerOptions, document: Json) {
    this.libraries = libraries;
    this.options = options;
    this.open(document);
  }

  open(document: Json): void {
    this.put(normalise(document).document);
  }

  apply(operations: readonly Operation[]): Result<readonly Operation[], Diagnostic> {
    return this.change((service) => applyAll(service, operations));
  }

  revert(inverse: readonly Operation[]): Result<readonly Operation[], Diagnostic> {
    return this.change((service) => revert(service, inverse));
  }

  needs(): readonly LibraryName[] {
    return this.now().needs ?? [];
  }

  use(libraries: Libraries): void {
    this.libraries = libraries;
    this.forget();
  }

  check(): readonly Diagnostic<Operation>[] {
    return this.now().diagnostics;
  }

  plan(): Plan | null {
    this.made ??= this.now().plan?.() ?? null;
    return this.made;
  }

  environmentAt(place: TextPlace, text: string): TypeEnv | null {
    return this.now().environmentAt?.(place, text) ?? null;
  }

  private change(by: (service: Service) => Result<Applied, Diagnostic>): Result<readonly Operation[], Diagnostic> {
    const service = changeable(this.document);
    if (!service.ok) return service;
    const changed = by(service.value);
    if (!changed.ok) return changed;
    this.put(changed.value.service as unknown as Json);
    return ok(changed.value.inverse);
  }

  private put(document: Json): void {
    if (document === this.document && this.analysis !== null) return;
    this.document = document;
    this.forget();
  }

  private forget(): void {
    this.analysis = null;
    this.made = null;
  }

  private now(): Analysis {
    if (this.analysis === null) {
      this.memo.turn();
      const source = { document: this.document, findings: [], place: () => null };
      this.analysis = analyse(source, this.options, this.libraries, this.memo);
    }
    return this.analysis;
  }
}
