import type { Json } from '@omniroute/primitives';
import { describe, expect, it } from 'vitest';
import { readBody } from './read-body.ts';

const read = (type: string | undefined, text: string | Uint8Array): Json =>
  readBody(type, typeof text === 'string' ? Buffer.from(text) : text);
const refusal = (type: string | undefined, text: string | Uint8Array): unknown => {
  try {
    return read(type, text);
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

describe('a body from outside', () => {
  it.each<[string, string | undefined, string, Json]>([
    ['JSON', 'application/json; charset=utf-8', '{"a":1}', { a: 1 }],
    ['JSON of another name', 'application/cloudevents+json', '[1]', [1]],
    ['a form', 'application/x-www-form-urlencoded', 'text=1*2&to=a%20b&to=c', { text: '1*2', to: ['a b', 'c'] }],
    ['text', 'text/plain', 'Grüße', 'Grüße'],
    ['nothing', undefined, '', null],
  ])('is read as %s', (_, type, text, expected) => {
    expect(read(type, text)).toEqual(expected);
  });

  it.each<[string, string | undefined, string | Uint8Array, string]>([
    ['of a type that is not read', 'application/xml', '<a/>', 'body.media_type'],
    ['of no type', undefined, 'x', 'body.media_type'],
    ['that is no JSON', 'application/json', '{', 'json.invalid'],
    ['with a key that reaches a prototype', 'application/json', '{"__proto__":1}', 'json.forbidden_key'],
    ['with such a field', 'application/x-www-form-urlencoded', '__proto__=1', 'json.forbidden_key'],
    ['that is not text', 'text/plain', Uint8Array.of(0xff, 0xfe), 'body.not_text'],
  ])('%s is refused', (_, type, text, code) => {
    expect(refusal(type, text)).toBe(code);
  });
});
