import { compile, type LoweringRegistry } from '@omniroute/compiler';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import type { Plan } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';

const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };

/** Compiles a document as the product does. */
export function judgeDocument(document: Json) {
  return compile({ document }, options);
}

/** The plan of a service that must be sound; throws with what is wrong with it. */
export function planOf(given: { readonly text: string } | { readonly document: Json }): Plan {
  const { plan, diagnostics } = compile(given, options);
  if (plan === undefined) throw new Error(`It does not compile: ${JSON.stringify(diagnostics)}`);
  return plan;
}
