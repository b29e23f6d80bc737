import { compile, type LoweringRegistry } from '@omniroute/compiler';
import type { Diagnostic } from '@omniroute/errors';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import type { Plan } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';

const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };

/** Compiles a document as the product does. */
export function judgeDocument(document: Json) {
  return compile({ document }, options);
}

/** What is wrong with a document. */
export function errorsOf(document: Json): readonly Diagnostic[] {
  return judgeDocument(document).diagnostics.filter(({ severity }) => severity === 'error');
}

/** Compiles a document, `null` where it is refused. */
export function planOf(document: Json): Plan | null {
  return judgeDocument(document).plan ?? null;
}
