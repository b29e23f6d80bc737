import { QUEUES } from '@omniroute/plan';
import { simulate } from '@omniroute/simulator';
import { planOf } from '@omniroute/testing';
import { expect, it } from 'vitest';
import { activityOptions } from '../../src/workflows/activity-options.ts';

const given = (expression: string) => {
  const plan = planOf({ nodes: [{ id: 'work', op: 'act', input: { value: `\${ ${expression} }` } }] });
  const { calls, error } = simulate(plan, { name: 'value', input: null });
  return calls[0]?.input ?? error?.code;
};

it('P2 what is no JSON never reaches an effect: it is written as text, or is an error of the step', () => {
  const instant = 'timestamp("2026-01-05T08:30:00Z")';
  const shown = [
    [instant, { value: '2026-01-05T08:30:00Z' }],
    [`{"at": ${instant}}`, { value: { at: '2026-01-05T08:30:00Z' } }],
    ['duration("1h")', { value: '3600s' }],
    ['decimal("1.10")', { value: '1.1' }],
    ['b"abc"', { value: 'YWJj' }],
    ['9007199254740992', { value: 9007199254740992 }],
    ['0.0 / 0.0', 'expression'],
    ['1.0 / 0.0', 'expression'],
    ['{1: "a"}', 'expression'],
    ['optional.none()', 'expression'],
    ['type(1)', 'expression'],
  ] as const;
  expect(shown.map(([expression]) => [expression, given(expression)])).toEqual(shown);
});

it('P19 every effect that the server is given has a heartbeat to keep, on whatever queue and whatever its own settings say', () => {
  const settings = { idempotency: 'key', retry: [], start_to_close_ms: 600_000, total_ms: null, priority: 3 } as const;
  const call = { key: 'a#1', summary: 'a', tenant: 'acme' };
  for (const queue of QUEUES)
    for (const heartbeat_ms of [null, 5_000]) {
      const options = activityOptions({ ...settings, queue, heartbeat_ms }, call);
      expect(options.heartbeatTimeout).toBe(heartbeat_ms ?? 10_000);
      expect(Number(options.startToCloseTimeout)).toBeGreaterThan(Number(options.heartbeatTimeout));
    }
});
