import { createChecker, type LoweringRegistry } from '@omniroute/compiler';
import { hasErrors } from '@omniroute/errors';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import type { Json } from '@omniroute/primitives';
import type { CheckAnswer, CheckRequest } from './protocol.ts';

/** One draft under work: each version of it is checked by what it changed. */
const checker = createChecker({ kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry });

addEventListener('message', (event: MessageEvent<CheckRequest>) => {
  const { turn, service } = event.data;
  checker.open(service as unknown as Json);
  const findings = checker.check();
  postMessage({ turn, ok: !hasErrors(findings), findings } satisfies CheckAnswer);
});
