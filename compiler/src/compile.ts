import { normalise, type Operation, type Service } from '@omniroute/dsl';
import { type Diagnostic, hasErrors } from '@omniroute/errors';
import { type Libraries, type LibraryName, missingLibraries, type TypeEnv } from '@omniroute/expressions';
import type { ActivityCatalogue, KnownServices } from '@omniroute/kind-sdk';
import type { Plan } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { checkService } from './check/check.ts';
import { environmentAt, type TextPlace } from './check/data/scope-at.ts';
import { arrange } from './diagnostics/arrange.ts';
import { withSpellingFix } from './diagnostics/spelling.ts';
import { withNames } from './diagnostics/with-names.ts';
import { Memo } from './incremental/memo.ts';
import { type LoweringRegistry, lower } from './lower/lower.ts';
import { parseSource } from './parse/parse-source.ts';
import type { ParsedSource } from './parse/source.ts';
import { judgeSpellings } from './resolve/judge-spellings.ts';
import { resolve } from './resolve/resolve.ts';
import type { KindRegistry } from './resolve/resolved.ts';

/** A service as JSON text or read from another, which gives findings a line and a column, or as a document. */
export type CompileInput = { readonly text: string } | { readonly source: ParsedSource } | { readonly document: Json };

/** The kinds a compiler knows: what they are, and what they become. */
export interface CompilerOptions {
  readonly kinds: KindRegistry;
  readonly lowerings: LoweringRegistry;
  /** The tenant's activities; without it none is known. */
  readonly catalogue?: ActivityCatalogue;
  /** The services that can be called; without them none is known. */
  readonly services?: KnownServices;
}

/** A plan, or why there is none. `service` is the document in the language's own spelling, as far as it has a shape. */
export interface CompileResult {
  readonly ok: boolean;
  readonly plan?: Plan;
  readonly service?: Service;
  readonly diagnostics: readonly Diagnostic<Operation>[];
  /** The libraries without which nothing can be said of this service: to be loaded, then it is compiled again. */
  readonly needs?: readonly LibraryName[];
}

/**
 * Compiles a service with the libraries that are there. A page begins with none and loads what it is told (`needs`); the
 * result is then the same as with all.
 */
export function compileWith(libraries: Libraries, input: CompileInput, options: CompilerOptions): CompileResult {
  const { plan, environmentAt: _, ...analysis } = analyse(sourceOf(input), options, libraries, new Memo());
  return plan === null ? { ok: false, ...analysis } : { ok: true, plan: plan(), ...analysis };
}

/** A service judged. Its plan is made when it is asked for; a service with errors has none. */
export interface Analysis {
  readonly service?: Service;
  readonly diagnostics: readonly Diagnostic<Operation>[];
  readonly needs?: readonly LibraryName[];
  readonly plan: (() => Plan) | null;
  /** What a text can read at a place of the service; left out where the service has no usable shape. */
  readonly environmentAt?: (place: TextPlace, text: string) => TypeEnv | null;
}

/** Judges a source; of what `memo` knows from another version nothing is worked out again. */
export function analyse(source: ParsedSource, options: CompilerOptions, libraries: Libraries, memo: Memo): Analysis {
  if (source.document === undefined || hasErrors(source.findings))
    return {
      diagnostics: arrange(source.findings, (pointer) => pointer, source.place) as Diagnostic<Operation>[],
      plan: null,
    };
  const needs = missingLibraries(libraries, source.document, options.catalogue);
  if (needs.length > 0) return { diagnostics: [], needs, plan: null };
  const normal = normalise(source.document);
  const { kinds, catalogue, services } = options;
  const { resolved, findings, patterns } = resolve(normal.document, kinds, catalogue, memo, services);
  const spelled = judgeSpellings(patterns, resolved?.triggers ?? [], libraries);
  const early = [...source.findings, ...normal.findings, ...findings, ...spelled];
  const finish = (all: readonly Diagnostic[]) =>
    arrange(
      all.map((finding) => withNames(finding, normal.document)),
      normal.origin,
      source.place,
    ) as Diagnostic<Operation>[];
  if (resolved === null) return { diagnostics: finish(early), plan: null };
  const { service } = resolved;
  const checked = checkService(resolved, options.lowerings, early, libraries, memo);
  const all = [...early, ...checked.findings].map((finding) => withSpellingFix(finding, service));
  return {
    service,
    diagnostics: finish(all),
    plan: hasErrors(all) ? null : () => lower(resolved, checked, options.lowerings),
    environmentAt: (place, text) =>
      environmentAt(
        {
          resolvedTriggers: resolved.triggers,
          environments: checked.data.environments,
          graph: checked.graph,
        },
        place,
        text,
      ),
  };
}

function sourceOf(input: CompileInput): ParsedSource {
  if ('text' in input) return parseSource(input.text);
  return 'source' in input ? input.source : { document: input.document, findings: [], place: () => null };
}
