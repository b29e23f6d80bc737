import type { Plan } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { randomService } from './random-service.ts';

/** What a compiler says of a document: a plan, or what it does not take and where. */
export type Judge = (document: Json) => {
  readonly plan?: Plan | undefined;
  readonly diagnostics: readonly { readonly severity: string; readonly code: string; readonly pointer: string }[];
};

/** What the compiler made of a random service: a plan, or the code of what it did not take. */
export type Accepted =
  | { readonly ok: true; readonly document: Json; readonly plan: Plan; readonly rewritten: boolean }
  | { readonly ok: false; readonly code: string };

/**
 * Draws a service and compiles it. Expressions that may not be what they are, because what they read may not be there,
 * are written less boldly until they are taken; so what is played is as bold as the compiler allows.
 */
export function accept(seed: number, judge: Judge): Accepted {
  const writer = randomService(seed);
  for (let round = 0; ; round += 1) {
    const document = writer.document();
    const { plan, diagnostics } = judge(document);
    if (plan !== undefined) return { ok: true, document, plan, rewritten: round > 0 };
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    for (const pointer of new Set(errors.map((error) => error.pointer)))
      if (!writer.soften(pointer))
        return { ok: false, code: errors.find((error) => error.pointer === pointer)?.code ?? '' };
  }
}
