import { defineErrors } from '@omniroute/errors';
import { describe, expect, it } from 'vitest';
import { createLogger, type LoggerOptions } from './logger.ts';

const errors = defineErrors({ 'test.broken': { message: 'It broke at {place}.', status: 500, retryable: false } });

function recorder(options: Partial<LoggerOptions> = {}) {
  const lines: string[] = [];
  const log = createLogger({ name: 'worker', destination: { write: (line) => lines.push(line) }, ...options });
  return { log, lines, last: () => JSON.parse(lines.at(-1) as string) as Record<string, unknown> };
}

describe('a log line', () => {
  it('holds level, time, name, context, message and facts', () => {
    const { log, last } = recorder();
    log
      .child({ tenant: 'acme', run: 'r1' })
      .child({ step: 'charge#1' })
      .warn('slow', { milliseconds: 12, host: 'a.example' });
    const { time, ...rest } = last();
    expect(rest).toEqual({
      level: 'warn',
      name: 'worker',
      tenant: 'acme',
      run: 'r1',
      step: 'charge#1',
      msg: 'slow',
      facts: { milliseconds: 12, host: 'a.example' },
    });
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it('never holds a payload: objects and lists are told by kind and size, long texts are cut', () => {
    const { log, last } = recorder();
    log.info('got', {
      body: { card: '4111' },
      items: [1, 2],
      bytes: new Uint8Array(3),
      text: 'x'.repeat(600),
      none: undefined,
      nan: Number.NaN,
    });
    expect(last().facts).toEqual({
      body: '[object of 1]',
      items: '[list of 2]',
      bytes: '[3 bytes]',
      text: `${'x'.repeat(512)}… (600 characters)`,
      nan: 'NaN',
    });
  });

  it('names an error by code and message, without its facts', () => {
    const { log, last } = recorder();
    log.error('failed', {
      error: errors.fault('test.broken', { place: 'x', body: { card: '4111' } }, new Error('why')),
    });
    const { error } = last().facts as { error: Record<string, unknown> };
    expect({ ...error, stack: typeof error.stack }).toEqual({
      name: 'Fault',
      code: 'test.broken',
      message: 'It broke at x.',
      stack: 'string',
      cause: 'Error: why',
    });
  });

  it('cannot be given a context by a fact', () => {
    const { log, last } = recorder();
    log.child({ tenant: 'acme' }).info('x', { tenant: 'other', level: 'debug' });
    expect([last().tenant, last().level]).toEqual(['acme', 'info']);
  });

  it('below the level is not written', () => {
    const { log, lines } = recorder({ level: 'warn' });
    log.info('x');
    log.debug('y');
    expect(lines).toEqual([]);
  });

  it('passes the redactor whole, context and facts included', () => {
    const { log, lines } = recorder({ redact: (line) => line.replaceAll('hunter2', '[redacted]') });
    log.child({ run: 'hunter2' }).info('hunter2', { a: 'hunter2', hunter2: 1 });
    expect(lines.join('')).not.toContain('hunter2');
  });
});

describe('A82: a line cannot be forged', () => {
  it.each([
    ['a line break', 'a\r\n{"level":"error"}'],
    ['an ANSI sequence', '\u001b[31mred\u001b[0m'],
    ['the one-character ANSI introducer', '\u009b31m'],
    ['a JSON breaker', '","level":"fatal'],
    ['line and paragraph separators', 'a\u2028b\u2029c'],
    ['bidirectional marks', 'a\u202egpj.exe'],
    ['zero-width characters and DEL', 'a\u200b\u007f\ufeff'],
  ])('by %s in message, fact, fact name or context', (_what, text) => {
    const { log, lines, last } = recorder();
    log.child({ tenant: text }).info(text, { value: text, [text]: 1, error: new Error(text) });
    expect(lines.length).toBe(1);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose.
    expect(lines[0]).toMatch(/^[^\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\ufeff]*\n$/);
    expect([last().level, last().msg, last().tenant]).toEqual(['info', text, text]);
  });
});
