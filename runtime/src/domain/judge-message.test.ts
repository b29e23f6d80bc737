import { describe, expect, it } from 'vitest';
import { DAY_MS, judgeMessage } from './judge-message.ts';

const text = { schema: { type: 'string' }, keepMs: 3 * DAY_MS };
const number = { schema: { type: 'number' }, keepMs: 1_000 };
const anything = { schema: null, keepMs: 2_000 };

describe('a message is judged', () => {
  it('by every run that holds its key', () => {
    expect(judgeMessage('x', { holders: [text, anything], active: [] })).toEqual({ ok: true, keepMs: 3 * DAY_MS });
    expect(judgeMessage('x', { holders: [text, number], active: [text] }).ok).toBe(false);
    expect(judgeMessage('x', { holders: [text], active: [number] }).ok).toBe(true);
  });

  it('by those who may come to read it, while nobody holds its key', () => {
    expect(judgeMessage('x', { holders: [], active: [number, text] })).toEqual({ ok: true, keepMs: 3 * DAY_MS });
    expect(judgeMessage(true, { holders: [], active: [number, text] }).ok).toBe(false);
  });

  it('and is kept a day where nothing is declared, or as long as the longest declaration says', () => {
    expect(judgeMessage({}, { holders: [], active: [] })).toEqual({ ok: true, keepMs: DAY_MS });
    expect(judgeMessage(1, { holders: [], active: [number, anything] })).toEqual({ ok: true, keepMs: 2_000 });
  });
});
