import { expect, it } from 'vitest';
import { runAcceptedPlans } from '../test/accepted-plans/run-accepted-plans.ts';

const SEED = 20_261_202;
const PLANS = 100;

it(`${PLANS} random accepted plans come to no harm, as a first look (seed ${SEED})`, () => {
  expect(runAcceptedPlans(PLANS, SEED).counterExamples).toEqual([]);
});
