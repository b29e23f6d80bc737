import * as Type from 'typebox';
import { expect, test } from 'vitest';
import { walk } from './walk.ts';

const money = (ui?: object) =>
  Type.Object({ amount: Type.Integer(), currency: Type.String() }, ui === undefined ? {} : { 'x-ui': ui });
const found = (schema: unknown) => {
  const { findings, holes } = walk(schema, '${ nodes.order.total }');
  return [findings.map(({ code }) => code), holes.map(({ text }) => text)];
};

test('what a service looks like is not computed; what is marked as a value may come whole from an expression', () => {
  const hole = [[], ['${ nodes.order.total }']];
  expect(found(money())).toEqual([['OR1012'], []]);
  expect(found(Type.Array(money()))).toEqual([['OR1012'], []]);
  expect(found(money({ role: 'duration' }))).toEqual([['OR1012'], []]);
  expect(found(money({ role: 'money' }))).toEqual(hole);
  expect(found(Type.Array(money(), { 'x-ui': { role: 'template' } }))).toEqual(hole);
  expect(found(Type.Object({}, { 'x-literal': true, 'x-ui': { role: 'template' } }))).toEqual([['OR1012'], []]);
});

test('text of another language holds no template, whatever it looks like', () => {
  const code = Type.String({ minLength: 30, 'x-literal': true, 'x-verbatim': true });
  expect(found(code)).toEqual([['OR1008'], []]);
  expect(found(Type.String({ 'x-literal': true, 'x-verbatim': true }))).toEqual([[], []]);
});
