import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALL_LIBRARIES } from '../libraries/all.ts';
import { Meter } from './meter.ts';
import { offsetAt } from './time-zone.ts';

const seed = 20260105;
const meter = () => new Meter({ get: () => undefined, now: 0, uuid: () => '' }, 1_000, ALL_LIBRARIES);
const offset = (zone: string, instant: string) => offsetAt(zone, Date.parse(instant) / 1000, meter()) / 3600;

/** What the machine's own data says: another source, made by others. */
function offsetOfMachine(zone: string, seconds: number): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(seconds * 1000);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  return (
    Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) / 1000 -
    seconds
  );
}

describe('time zones', () => {
  it.each([
    ['Africa/Lagos', '2026-06-01T00:00:00Z', 1],
    ['Africa/Nairobi', '2026-06-01T00:00:00Z', 3],
    ['Africa/Johannesburg', '1990-01-01T00:00:00Z', 2],
    ['Europe/London', '2026-03-29T00:59:59Z', 0],
    ['Europe/London', '2026-03-29T01:00:00Z', 1],
    ['America/New_York', '2026-11-01T05:59:59Z', -4],
    ['America/New_York', '2026-11-01T06:00:00Z', -5],
    ['America/New_York', '2099-07-01T00:00:00Z', -4],
    ['Australia/Sydney', '2050-01-01T00:00:00Z', 11],
    ['Asia/Kathmandu', '2009-02-13T23:31:30Z', 5.75],
    ['UTC', '2026-01-01T00:00:00Z', 0],
    ['+05:30', '2026-01-01T00:00:00Z', 5.5],
    ['-02:30', '2026-01-01T00:00:00Z', -2.5],
    ['02:00', '2026-01-01T00:00:00Z', 2],
  ])('%s at %s is %d hours ahead of UTC', (zone, instant, hours) => {
    expect(offset(zone, instant)).toBe(hours);
  });

  it('agree with another source at any instant from 1970 to 2037', () => {
    const zones = [
      'Africa/Lagos',
      'Africa/Nairobi',
      'Africa/Accra',
      'Africa/Johannesburg',
      'Europe/London',
      'Europe/Berlin',
      'America/New_York',
      'America/St_Johns',
      'Australia/Sydney',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'Asia/Tokyo',
      'Pacific/Auckland',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 2_145_916_800 }), (zone, seconds) => {
        expect([zone, seconds, offsetAt(zone, seconds, meter())]).toEqual([
          zone,
          seconds,
          offsetOfMachine(zone, seconds),
        ]);
      }),
      { seed, numRuns: 3000 },
    );
  });

  it.each(['', ',', 'Mars/Olympus', 'africa/lagos', '+5:30', '+05:3', ';0;;', '\n'])('"%s" is none', (zone) => {
    expect(() => offset(zone, '2026-01-01T00:00:00Z')).toThrow(
      expect.objectContaining({ message: expect.stringContaining('There is no time zone') }),
    );
  });
});
