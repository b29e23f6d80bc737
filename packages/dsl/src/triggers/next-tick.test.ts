import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextTick, type Timing } from './next-tick.ts';

/** The next times after an instant, as text. */
function ticks(timing: Timing, after: string, count: number): string[] {
  const found: string[] = [];
  let at = Date.parse(after);
  for (let index = 0; index < count; index += 1) {
    const next = nextTick(timing, at);
    if (next === null) break;
    found.push(new Date(next).toISOString().replace(':00.000Z', 'Z'));
    at = next;
  }
  return found;
}
const berlin = (cron: string): Timing => ({ cron, timezone: 'Europe/Berlin' });
const casablanca = (cron: string): Timing => ({ cron, timezone: 'Africa/Casablanca' });

describe('a schedule', () => {
  it('follows the clock on the wall in its time zone', () => {
    expect(ticks({ cron: '30 8 * * mon-fri', timezone: 'Africa/Lagos' }, '2026-01-02T00:00:00Z', 3)).toEqual([
      '2026-01-02T07:30Z',
      '2026-01-05T07:30Z',
      '2026-01-06T07:30Z',
    ]);
  });

  it('P18 runs once on the day the clocks go forward, as much later as they jumped', () => {
    expect(ticks(berlin('0,30 2 * * *'), '2026-03-28T02:00:00Z', 4)).toEqual([
      '2026-03-29T01:00Z',
      '2026-03-29T01:30Z',
      '2026-03-30T00:00Z',
      '2026-03-30T00:30Z',
    ]);
  });

  it('runs once on the day the clocks go back, the first time', () => {
    expect(ticks(berlin('0,30 2 * * *'), '2026-10-24T12:00:00Z', 4)).toEqual([
      '2026-10-25T00:00Z',
      '2026-10-25T00:30Z',
      '2026-10-26T01:00Z',
      '2026-10-26T01:30Z',
    ]);
  });

  it('that runs every half hour goes on through both changes', () => {
    expect(ticks(berlin('*/30 * * * *'), '2026-10-24T23:30:00Z', 5)).toEqual([
      '2026-10-25T00:00Z',
      '2026-10-25T00:30Z',
      '2026-10-25T01:00Z',
      '2026-10-25T01:30Z',
      '2026-10-25T02:00Z',
    ]);
    expect(ticks(berlin('0 * * * *'), '2026-03-28T23:30:00Z', 3)).toEqual([
      '2026-03-29T00:00Z',
      '2026-03-29T01:00Z',
      '2026-03-29T02:00Z',
    ]);
  });

  it('runs once around Ramadan in Morocco, where the clocks go back for a month', () => {
    expect(ticks(casablanca('30 2 * * *'), '2026-02-14T00:00:00Z', 3)).toEqual([
      '2026-02-14T01:30Z',
      '2026-02-15T01:30Z',
      '2026-02-16T02:30Z',
    ]);
    expect(ticks(casablanca('30 2 * * *'), '2026-03-21T00:00:00Z', 3)).toEqual([
      '2026-03-21T02:30Z',
      '2026-03-22T02:30Z',
      '2026-03-23T01:30Z',
    ]);
  });

  it('for the leap day waits for the next one, also over a century that has none', () => {
    const leap: Timing = { cron: '0 0 29 2 *', timezone: 'UTC' };
    expect(ticks(leap, '2026-03-01T00:00:00Z', 2)).toEqual(['2028-02-29T00:00Z', '2032-02-29T00:00Z']);
    expect(ticks(leap, '2096-03-01T00:00:00Z', 1)).toEqual(['2104-02-29T00:00Z']);
  });

  it('with both days restricted runs on either', () => {
    expect(ticks({ cron: '0 0 13 * fri', timezone: 'UTC' }, '2026-01-01T00:00:00Z', 4)).toEqual([
      '2026-01-02T00:00Z',
      '2026-01-09T00:00Z',
      '2026-01-13T00:00Z',
      '2026-01-16T00:00Z',
    ]);
  });

  it('of every so often counts from 1970, so that a change of version moves nothing', () => {
    expect(ticks({ every_ms: 90 * 60_000 }, '2026-01-05T00:00:00Z', 2)).toEqual([
      '2026-01-05T01:30Z',
      '2026-01-05T03:00Z',
    ]);
  });

  it('never goes back, never stands still, and has one run a day whatever the clocks do (seed 20260105)', () => {
    const zone = fc.constantFrom(
      'Europe/Berlin',
      'Africa/Casablanca',
      'America/New_York',
      'Africa/Lagos',
      'Asia/Kolkata',
    );
    const time = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }));
    const start = fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2030, 0) });
    fc.assert(
      fc.property(zone, time, start, (timezone, [hour, minute], from) => {
        const timing: Timing = { cron: `${minute} ${hour} * * *`, timezone };
        let at = from;
        for (let day = 0; day < 40; day += 1) {
          const next = nextTick(timing, at) as number;
          if (day > 0) expect(Math.abs(next - at - 86_400_000)).toBeLessThanOrEqual(3_600_000);
          expect(next).toBeGreaterThan(at);
          at = next;
        }
      }),
      { seed: 20260105, numRuns: 60 },
    );
  });
});
