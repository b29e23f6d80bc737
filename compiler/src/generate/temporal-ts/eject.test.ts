import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import { type ServiceBuilder, service } from '@omniroute/testing';
import { sound } from '@omniroute/testing/sound';
import { describe, expect, it, test } from 'vitest';
import type { LoweringRegistry } from '../../lower/lower.ts';
import { ejectTemporal } from './eject.ts';

const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };

function ejected(builder: ServiceBuilder) {
  return ejectTemporal({ document: builder.json }, options);
}

function soundService(name: string): ServiceBuilder {
  const found = sound.find(([each]) => each === name);
  if (found === undefined) throw new Error(`there is no sound service "${name}"`);
  return found[1];
}

/** What stands between the braces of the service's flow. */
function flowOf(builder: ServiceBuilder): string {
  const made = ejected(builder);
  if (!made.ok) throw new Error(JSON.stringify(made.refusals));
  const text = made.files['src/workflow.ts'] ?? '';
  const from = text.indexOf('\n', text.indexOf('return service('));
  return text.slice(from + 1, text.indexOf('\n  });\n}'));
}

test('a circle is a loop, left where it is left', () => {
  expect(flowOf(soundService('a circle that waits'))).toBe(`    while (true) {
      const ask = await steps.ask(at, { method: 'GET', url: '/v1/state' });
      if (ask.body.done) break;
      await sleep('1 minute');
    }
    return { output: null, status: null };`);
});

test('an error with a way of its own is caught, and leaves the way of the others', () => {
  expect(flowOf(soundService('a failure with a way of its own'))).toBe(`    const ending: Ending = { status: null };
    try {
      await steps.ask(at, { method: 'GET', url: '/v1/stock/1' });
    } catch (caught) {
      const error = errorOf(caught);
      if (!matches(error.code, 'http.404')) {
        ending.status = 'broken';
      }
    }
    return { output: null, status: ending.status };`);
});

test('ways that merge go on behind the choice', () => {
  expect(flowOf(soundService('two ways that merge'))).toBe(`    const vars: Variables = {};
    if (input.amount > 1) {
      assign(at, vars, { word: 'many' });
    } else {
      assign(at, vars, { word: 'few' });
    }
    return { output: null, status: null };`);
});

test('equal services give equal projects', () => {
  for (const [, builder] of sound) expect(ejected(builder)).toEqual(ejected(builder));
});

describe('what has no counterpart is refused with its step, its place and the reason', () => {
  const base = () =>
    service('case', 'Case')
      .connection('shop')
      .input({ name: { type: 'string' } });
  const sms = { connection: 'shop', channel: 'sms', to: '+1', text: 'x' };
  const pause = { duration: 'PT1S' };
  it.each<[string, ServiceBuilder, { node: string; pointer: string; reason: string }]>([
    [
      'a function',
      base().node('use', 'transform', { output: '${ input.name.matches("a+") }' }),
      { node: 'use', pointer: '/nodes/0/config/output', reason: 'the function "matches" has no counterpart' },
    ],
    [
      'a join that lets the rest run on',
      base()
        .node('go', 'parallel')
        .node('a', 'wait', pause)
        .node('b', 'wait', pause)
        .node('meet', 'join', { mode: 'any', cancel_rest: false, on_branch_error: 'fail' })
        .edge('go', 'a')
        .edge('go', 'b')
        .edge('a', 'meet')
        .edge('b', 'meet'),
      { node: 'go', pointer: '/nodes/0', reason: '"meet" goes on while its other branches run, and fails with them' },
    ],
    [
      'a loop without a list that goes on when a turn fails',
      base()
        .node('again', 'loop', { mode: 'times', times: 3, on_item_error: 'skip' })
        .node('tell', 'send_notification', sms, { parent: 'again' }),
      { node: 'again', pointer: '/nodes/0', reason: 'a loop without a list whose turns may fail' },
    ],
    [
      'turns that read a variable which a branch beside them assigns',
      base()
        .variable('seen', { type: 'integer' }, { initial: 0 })
        .node('go', 'parallel')
        .node('each', 'loop', { items: [1, 2], concurrency: 2 })
        .node('pause', 'wait', pause, { parent: 'each' })
        .node('use', 'transform', { output: '${ vars.seen }' }, { parent: 'each' })
        .edge('pause', 'use')
        .node('write', 'set_variables', { assignments: [{ variable: 'seen', value: 1 }] })
        .node('meet', 'join')
        .edge('go', 'each')
        .edge('go', 'write')
        .edge('each', 'meet')
        .edge('write', 'meet'),
      { node: 'each', pointer: '/nodes/1', reason: 'its turns read "seen", which "write" may assign meanwhile' },
    ],
    [
      'a large value',
      base()
        .connection('partner', 'http')
        .node('get', 'http_request', {
          connection: 'partner',
          method: 'GET',
          url: '/scan',
          output_schema: { type: 'string', 'x-large': true },
        }),
      {
        node: 'get',
        pointer: '/nodes/0',
        reason: 'it passes a large value by reference, which needs the store of this product',
      },
    ],
  ])('%s', (_, builder, refusal) => {
    expect(ejected(builder)).toMatchObject({ ok: false, refusals: [refusal] });
  });
});
