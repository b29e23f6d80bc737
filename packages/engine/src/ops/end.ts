import type { EndOp, RaiseOp } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { mergeOutward } from '../bodies/merge-outward.ts';
import { terminateCall } from '../calls/end-call.ts';
import { homeOf, serviceIn } from '../calls/home.ts';
import { endEarly } from '../run/end-early.ts';
import type { Run } from '../run/run.ts';
import type { Frame, Token } from '../state.ts';
import { misfit } from './misfit.ts';
import { textOf } from './text.ts';

/** Ends its token, or the whole run; says the run's business word and gives its output. */
export function enterEnd(run: Run, token: Token, node: EndOp): void {
  run.begin(token, node);
  const status = node.status === null ? null : run.evaluate(token, node.status);
  if (status !== null && !status.ok) return run.fail(token, node, status.error);
  const output = node.output === null ? null : run.evaluate(token, node.output);
  if (output !== null && !output.ok) return run.fail(token, node, output.error);
  const home = homeOf(run.state, run.frame(token));
  const wrong =
    output === null
      ? null
      : misfit(run.plan, serviceIn(run.plan, home.region).output.type, output.value, {
          code: 'validation.output',
          what: 'The output',
        });
  const lost = wrong ?? (node.terminate ? mergeOutward(run, token) : null);
  if (lost !== null) return run.fail(token, node, lost);
  if (home.called !== undefined) return endOfCall(run, token, node, home, output?.value);
  const before = run.state.end;
  run.state.end = {
    status: status === null ? (before?.status ?? null) : textOf(status.value),
    output: output === null ? (before?.output ?? null) : output.value,
    given: output !== null || before?.given === true,
  };
  run.complete(token, node, { port: 'out', next: null });
  if (node.terminate) endEarly(run, 'completed', null);
}

/** Ends a token of a called service, or that service: its business word is the run's no more. */
function endOfCall(run: Run, token: Token, node: EndOp, home: Frame, output: Json | undefined): void {
  if (output !== undefined && home.called !== undefined) home.called.end = { output };
  run.complete(token, node, { port: 'out', next: null });
  if (node.terminate) terminateCall(run, home);
}

/** Raises a typed error at its place. */
export function enterRaise(run: Run, token: Token, node: RaiseOp): void {
  run.begin(token, node);
  const message = run.evaluate(token, node.message);
  if (!message.ok) return run.fail(token, node, message.error);
  const details = node.details === null ? null : run.evaluate(token, node.details);
  if (details !== null && !details.ok) return run.fail(token, node, details.error);
  run.fail(token, node, {
    code: node.code,
    message: textOf(message.value),
    ...(details === null ? {} : { details: details.value }),
  });
}
