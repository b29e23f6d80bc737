import { createChecker, type LoweringRegistry } from '@omniroute/compiler';
import { hasErrors } from '@omniroute/errors';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import type { Json } from '@omniroute/primitives';
import type { CheckAnswer, CheckRequest } from './protocol.ts';

const checker = createChecker({ kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry });

addEventListener('message', (event: MessageEvent<CheckRequest>) => {
  const { turn, service } = event.data;
  // Of what is written as it was before nothing is worked out again.
  checker.open(service as unknown as Json);
  const findings = checker.check();
  postMessage({ turn, ok: !hasErrors(findings), findings } satisfies CheckAnswer);
});
