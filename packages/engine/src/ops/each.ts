import type { EachOp } from '@omniroute/plan';
import { beginTries } from '../bodies/container-fails.ts';
import { nextTurns, tooMany } from '../bodies/turns.ts';
import { divide } from '../parts/divide.ts';
import type { Run } from '../run/run.ts';
import { variablesOf } from '../run/view.ts';
import type { OpenLoop, Token } from '../state.ts';

/** Goes over a list in a sliding window; results keep the order of the items. */
export function enterEach(run: Run, token: Token, node: EachOp): void {
  const key = run.begin(token, node);
  beginTries(run, token, node);
  run.observe({ type: 'visit', node: node.id, key, status: 'running' });
  const list = run.evaluate(token, node.items);
  if (!list.ok) return run.fail(token, node, list.error);
  if (!Array.isArray(list.value))
    return run.fail(token, node, { code: 'expression', message: `"${node.id}" needs a list to go over.` });
  const total = Math.ceil(list.value.length / (node.batch ?? 1));
  const wrong = tooMany(node.id, node.max_iterations, total);
  if (wrong !== null) return run.fail(token, node, wrong);
  const vars = node.concurrency > 1 ? variablesOf(run, run.frame(token)) : null;
  const loop = openLoop(run, token, key, { items: list.value, total, vars });
  loop.stretches = divide(run, token.node, total);
  nextTurns(run, { loop, token, node });
}

/** The loop of a visit that has begun. */
export function openLoop(
  run: Run,
  token: Token,
  key: string,
  given: Pick<OpenLoop, 'items' | 'total' | 'vars'>,
): OpenLoop {
  const loop: OpenLoop = {
    key,
    token: token.id,
    ...given,
    from: 0,
    whole: null,
    stretches: null,
    next: 0,
    frames: {},
    open: 0,
    results: [],
    errors: [],
    count: 0,
    failed: 0,
    adds: {},
    weight: 0,
    ending: false,
    rollbacks: {},
  };
  run.state.loops[key] = loop;
  run.wait(token, true);
  return loop;
}
