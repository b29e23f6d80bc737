import { definitions } from '@omniroute/kinds/definitions';
import { expect, test } from 'vitest';
import type { Kinds } from '../commands/editor.ts';
import { slugOf } from '../services/slug-of.ts';
import { keysOf } from './keys-of.ts';
import { found, kindEntry } from './search.ts';

const kinds = Object.values(definitions as Kinds);
const search = (query: string) => found(kinds, kindEntry, query).map(({ type }) => type);

test('kinds are found by the beginning of their name first, then by what they are for', () => {
  expect(search('http')[0]).toBe('http_request');
  expect(search('wait')[0]).toBe('wait');
  expect(search('sms')).toContain('send_notification');
  expect(search('  ')).toEqual(kinds.map(({ type }) => type));
  expect(search('nothing is called this')).toEqual([]);
});

test('keys are written as this machine writes them', () => {
  expect([
    keysOf('Mod+Shift+Z', false),
    keysOf('Mod+Shift+Z', true),
    keysOf('+', false),
    keysOf('ArrowUp', true),
  ]).toEqual(['Ctrl+Shift+Z', '⌘⇧Z', '+', '↑']);
});

test('the address of a service is made of its name', () => {
  expect(['My first flow', '2nd try!', 'Réservé -', '  '].map(slugOf)).toEqual([
    'my-first-flow',
    'nd-try',
    'reserve',
    '',
  ]);
});
