import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BreakerTable, createBreaker } from './breaker.ts';

describe('a circuit breaker', () => {
  it('opens on failures in a row, lets one call try after its time, and closes when that one is answered', () => {
    let time = 0;
    const breaker = createBreaker({ failures: 3, openMs: 1000, now: () => time });
    const states: unknown[] = [];
    for (let call = 0; call < 3; call += 1) {
      breaker.enter();
      breaker.report('failed');
      states.push(breaker.state);
    }
    time = 400;
    states.push(breaker.enter());
    time = 1000;
    states.push(breaker.enter(), breaker.state, breaker.enter());
    breaker.report('answered');
    states.push(breaker.state, breaker.enter());
    expect(states).toEqual(['closed', 'closed', 'open', 600, null, 'half_open', 1000, 'closed', null]);
  });

  it('opens again at once when the trial fails, and lets another try when the trial said nothing', () => {
    let time = 0;
    const breaker = createBreaker({ failures: 1, openMs: 1000, now: () => time });
    breaker.enter();
    breaker.report('failed');
    time = 1000;
    breaker.enter();
    breaker.report('failed');
    const afterFailure = [breaker.state, breaker.enter()];
    time = 2000;
    breaker.enter();
    breaker.report('neutral');
    expect([afterFailure, breaker.enter()]).toEqual([['open', 1000], null]);
  });

  it('stays open as long as the destination asked for, within five minutes, and never shorter than its own time', () => {
    const waits = [0, 400, 30_000, 86_400_000].map((asked) => {
      const breaker = createBreaker({ failures: 1, openMs: 1000, now: () => 0 });
      breaker.report('failed', asked);
      return breaker.enter();
    });
    expect(waits).toEqual([1000, 1000, 30_000, 300_000]);
  });

  it('counts only failures in a row', () => {
    const breaker = createBreaker({ failures: 2, openMs: 1000, now: () => 0 });
    for (const outcome of ['failed', 'answered', 'failed', 'neutral'] as const) {
      breaker.enter();
      breaker.report(outcome);
    }
    expect(breaker.state).toBe('closed');
  });

  it('never has two trials out at once, whatever happens', () => {
    const outcome = fc.constantFrom('answered', 'failed', 'neutral', 'wait', 'enter');
    fc.assert(
      fc.property(fc.array(outcome, { maxLength: 60 }), (events) => {
        let time = 0;
        let trials = 0;
        const breaker = createBreaker({ failures: 2, openMs: 10, now: () => time });
        for (const event of events) {
          if (event === 'wait') time += 7;
          else if (event === 'enter') {
            if (breaker.enter() === null && breaker.state === 'half_open') trials += 1;
          } else {
            breaker.report(event);
            trials = 0;
          }
          if (trials > 1) return false;
        }
        return true;
      }),
    );
  });

  it('keeps at most its capacity of destinations and forgets the one used longest ago', () => {
    const table = new BreakerTable({ failures: 1, openMs: 1000, now: () => 0 }, 2);
    table.of('a').report('failed');
    table.of('b').report('failed');
    table.of('a');
    table.of('c');
    expect([table.of('a').state, table.of('b').state]).toEqual(['open', 'closed']);
  });
});
