import { planOf, TestRun } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { judgeAnswer } from './judge-answer.ts';

const plan = planOf({
  nodes: [
    {
      id: 'call',
      op: 'task',
      outcomes: { done: null, refused: null },
      required: { refused: ['reason'] },
      task: { title: 'x', assignees: { roles: ['clerk'], users: ['bo'] } },
      due: 'PT1H',
      escalation: [{ after: 'PT0S', to: { roles: ['lead'] } }],
      form: {
        type: 'object',
        properties: { count: { type: 'integer' }, reason: { type: 'string' } },
        additionalProperties: false,
      },
    },
  ],
});
const run = () => {
  const given = new TestRun(plan);
  given.start();
  given.done('call#1:open');
  return given;
};
const answer = { key: 'call#1', outcome: 'done', data: {}, by: 'ada', roles: ['clerk'] };

test.each([
  ['fits', answer, null],
  ['a task that is not there', { ...answer, key: 'call#2' }, 'The task is closed.'],
  [
    'an outcome that is not there',
    { ...answer, outcome: 'maybe' },
    'The task has no outcome "maybe". It has: done, refused.',
  ],
  ['a role that is not asked', { ...answer, roles: ['lead'] }, 'The task is for other people.'],
  ['a person who is named', { ...answer, by: 'bo', roles: [] }, null],
  ['an administrator', { ...answer, roles: ['*'] }, null],
  ['a required field that is missing', { ...answer, outcome: 'refused' }, '"reason" is needed for "refused".'],
  [
    'a required field that is empty',
    { ...answer, outcome: 'refused', data: { reason: '' } },
    '"reason" is needed for "refused".',
  ],
  ['a required field that is there', { ...answer, outcome: 'refused', data: { reason: 'busy' } }, null],
  [
    'a form that does not fit',
    { ...answer, data: { count: 'two' } },
    'The form is not right: /count must be a whole number.',
  ],
  [
    'a field the form does not have',
    { ...answer, data: { colour: 'red' } },
    'The form is not right: /colour is not known here.',
  ],
] as const)('an answer is judged: %s', (_, given, reason) => {
  const { state } = run();
  const before = JSON.stringify(state);
  expect(judgeAnswer(plan, state, given)).toBe(reason);
  expect(JSON.stringify(state)).toBe(before);
});

test('whoever a task was escalated to may answer it', () => {
  const given = run();
  given.pass();
  given.pass();
  expect(judgeAnswer(plan, given.state, { ...answer, roles: ['lead'] })).toBeNull();
});

test('a task for nobody in particular is for everybody', () => {
  const open = planOf({ nodes: [{ id: 'call', op: 'task', outcomes: { done: null } }] });
  const given = new TestRun(open);
  given.start();
  expect(judgeAnswer(open, given.state, { ...answer, roles: [] })).toBeNull();
});

test('a task that was answered is closed', () => {
  const given = run();
  given.answer('call#1', 'done');
  expect(judgeAnswer(plan, given.state, answer)).toBe('The task is closed.');
});
