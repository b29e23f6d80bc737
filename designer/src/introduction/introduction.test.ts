import { expect, it } from 'vitest';
import { homeTexts } from '../home/texts.ts';
import { isWanted, type Memory, remember, STEPS } from './introduction-state.ts';

function memory(): Memory {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
}

it('the introduction shows itself once, and only to somebody who begins with an empty drawing', () => {
  const browser = memory();
  expect([isWanted(browser, false), isWanted(browser, true)]).toEqual([false, true]);
  remember(browser);
  expect(isWanted(browser, true)).toBe(false);
});

it('the introduction has five steps, each with a title and what to do', () => {
  const keys = STEPS.flatMap((step) => [`introduction.${step}.title`, `introduction.${step}.body`]);
  expect([STEPS.length, keys.filter((key) => !(key in homeTexts))]).toEqual([5, []]);
});
