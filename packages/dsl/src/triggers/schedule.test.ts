import { describe, expect, it } from 'vitest';
import { readSchedule, schedule } from './schedule.ts';

describe('a schedule trigger', () => {
  it('is read with the defaults of the language', () => {
    expect(readSchedule({ cron: '0 3 * * *' })).toEqual({
      timing: { cron: '0 3 * * *', timezone: 'UTC' },
      overlap: 'skip',
      catchUpMs: 600_000,
    });
    expect(readSchedule({ every: 'PT90S', overlap: 'allow_all', catch_up: 'PT0S' })).toEqual({
      timing: { every_ms: 90_000 },
      overlap: 'allow_all',
      catchUpMs: 0,
    });
  });

  it.each([
    [{ cron: '99 3 * * *', timezone: 'Nowhere/City' }, ['OR6013']],
    [{ every: 'PT0.5S' }, ['OR1008']],
    [{ every: 'PT1S' }, []],
  ])('with %j is found to be wrong by %j', (config, codes) => {
    expect(schedule.check(config).map(({ code }) => code)).toEqual(codes);
  });

  it('says which time zone it names, to be looked up', () => {
    expect(schedule.zone({ cron: '0 3 * * *', timezone: '+01:00' })).toEqual({ pointer: '/timezone', name: '+01:00' });
    expect(schedule.zone({ every: 'PT1S' })).toBeNull();
  });
});
