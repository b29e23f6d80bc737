import { compile, type LoweringRegistry } from '@omniroute/compiler';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import type { Json } from '@omniroute/primitives';
import type { CheckAnswer, CheckRequest } from './protocol.ts';

const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };

addEventListener('message', (event: MessageEvent<CheckRequest>) => {
  const { turn, service } = event.data;
  const { ok, diagnostics } = compile({ document: service as unknown as Json }, options);
  postMessage({ turn, ok, findings: diagnostics } satisfies CheckAnswer);
});
