import { expect, it } from 'vitest';
import { expressionSpans, piecesOf, templatePieces } from './highlight.ts';

const cut = (text: string, spans: readonly (readonly [number, number])[]) => spans.map((span) => text.slice(...span));

it.each([
  ['Hello ${ input.name }, ${ 1 + 1 }!', [' input.name ', ' 1 + 1 ']],
  ['a ${ {"b": "}"}.b } c', [' {"b": "}"}.b ']],
  ['costs $${ 5 }', []],
  ['unfinished ${ input.', [' input.']],
  ['${', ['']],
])('the expressions of %s are found', (text, expressions) => {
  expect(cut(text, expressionSpans(text))).toEqual(expressions);
});

it('every piece of an expression has its kind, what cannot be read too', () => {
  expect(piecesOf('has(a.b) && 5 in ["x"] ? true : §').map(({ kind, span }) => [kind, span[0]])).toEqual([
    ['name', 0],
    ['operator', 3],
    ['name', 4],
    ['operator', 5],
    ['name', 6],
    ['operator', 7],
    ['operator', 9],
    ['number', 12],
    ['word', 14],
    ['operator', 17],
    ['text', 18],
    ['operator', 21],
    ['operator', 23],
    ['word', 25],
    ['operator', 30],
    ['bad', 32],
  ]);
  const text = 'Hi ${ a }';
  expect(templatePieces(text).map(({ kind, span }) => [kind, text.slice(...span)])).toEqual([
    ['brace', '${'],
    ['name', 'a'],
    ['brace', '}'],
  ]);
});
