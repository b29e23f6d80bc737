import { type Diagnostic, type DiagnosticCode, diagnostic } from '@omniroute/errors';
import { closestName } from '@omniroute/primitives';

/** A finding about a name that refers to nothing, with the closest one that does. */
export function named(
  code: DiagnosticCode,
  pointer: string,
  name: string,
  candidates: readonly string[],
  node_id?: string,
): Diagnostic {
  const close = closestName(String(name), candidates);
  return diagnostic(code, {
    pointer,
    ...(node_id === undefined ? {} : { node_id }),
    ...(close === undefined ? {} : { did_you_mean: close }),
    facts: { name },
  });
}
