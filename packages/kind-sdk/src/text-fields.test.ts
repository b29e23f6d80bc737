import Type from 'typebox';
import { expect, test } from 'vitest';
import { defineKind } from './define-kind.ts';
import { isWrittenTogether } from './text-fields.ts';

const letter = defineKind({
  type: 'letter',
  version: 1,
  title: 'Letter',
  category: 'people',
  icon: 'mail',
  role: 'step',
  config: Type.Object({
    body: Type.String({ 'x-ui': { multiline: true } }),
    subject: Type.String(),
    parts: Type.Array(Type.Object({ text: Type.String({ 'x-ui': { multiline: true } }) })),
  }),
  defaults: {},
  help: 'A letter.',
  ports: () => [],
  output: () => null,
  effects: () => [],
  pauses: false,
  size: { width: 1, height: 1 },
});
const asks = isWrittenTogether({ letter });
const inNode = (...path: string[]) => asks({ list: 'nodes', type: 'letter', path });

test('settings that a kind calls multiline are written together, wherever they lie in it', () => {
  expect([inNode('config', 'body'), inNode('config', 'parts', '*', 'text')]).toEqual([true, true]);
  expect([inNode('config', 'subject'), inNode('config', 'nothing', 'here'), inNode('name')]).toEqual([
    false,
    false,
    false,
  ]);
});

test('so is the text of a note, and nothing of a step whose kind is not known', () => {
  expect(asks({ list: 'notes', path: ['text'] })).toBe(true);
  expect(asks({ list: 'notes', path: ['color'] })).toBe(false);
  expect(asks({ list: 'nodes', type: 'other', path: ['config', 'body'] })).toBe(false);
});
