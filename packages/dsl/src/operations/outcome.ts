import { type Diagnostic, diagnostic, err, ok, type Result } from '@omniroute/errors';
import { closestName } from '@omniroute/primitives';
import type { Service } from '../document/service.ts';
import type { Operation } from './operation.ts';

/** A changed service, and the operations that take the change back. */
export interface Applied {
  readonly service: Service;
  readonly inverse: readonly Operation[];
}

export type Outcome = Result<Applied, Diagnostic>;
/** A change that was made. */
export function changed(service: Service, ...inverse: Operation[]): Outcome {
  return ok({ service, inverse });
}

/** The finding that says that a name leads to nothing, with the closest one there is. */
export function missing(what: string, name: string, names: readonly string[]): Outcome {
  const close = closestName(name, names);
  return err(
    diagnostic('OR2004', {
      pointer: '',
      ...(close === undefined ? {} : { did_you_mean: close }),
      facts: { what, name },
    }),
  );
}
