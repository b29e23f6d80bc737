import { defineErrors } from '@omniroute/errors';

/** Faults of a scenario that cannot be played. */
export const simulatorErrors = defineErrors({
  'scenario.duration': { message: 'Scenario "{scenario}": {problem}.', status: 422, retryable: false },
  'scenario.instant': { message: 'Scenario "{scenario}": {problem}.', status: 422, retryable: false },
});
