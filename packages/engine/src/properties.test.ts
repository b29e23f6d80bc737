import type { Operation, Plan } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { randomPlans, type Timeless } from '@omniroute/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Command } from './command.ts';
import { createState } from './create-state.ts';
import type { Event } from './event.ts';
import { invariantsOf } from './invariants.ts';
import { canContinue, resume } from './resume.ts';
import { sortEvents } from './sort-events.ts';
import type { State } from './state.ts';
import { step } from './step.ts';

const BUDGET = { steps: 30, fuel: 100_000 };
const CODES = ['http.503', 'timeout.run', 'business.no', 'cancelled'];
/** What the world does in one activation: a few numbers that choose among what is open. */
const scripts = fc.array(fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), { maxLength: 60 });
const inputs = fc.constantFrom(true, 'PT1H', 0, null);
const start: Timeless = {
  kind: 'start',
  facts: { run: 'r', tenant: 't', service: 's', version: 1, started_at: 0, trigger: 'manual' },
  input: null,
};

/** An event chosen by a number among everything that may happen to this state, stale and unknown keys included. */
function eventFor(plan: Plan, state: State, choice: number, id: string): Timeless {
  const attempts = 1;
  const open: Timeless[] = [
    ...Object.values(state.pending).flatMap(({ key, kind }): Timeless[] => [
      {
        kind: 'activity',
        key,
        attempts,
        result: { ok: true, output: kind === 'find' ? found(plan, choice) : choice % 10 },
      },
      {
        kind: 'activity',
        key,
        attempts,
        result: { ok: false, error: { code: CODES[choice % CODES.length] as string, message: 'no' } },
      },
    ]),
    ...Object.keys(state.timers).map((key): Timeless => ({ kind: 'timer', key })),
    ...Object.keys(state.tasks).map(
      (key): Timeless => ({ kind: 'task', key, update: id, outcome: 'done', data: {}, by: 'ada' }),
    ),
    ...Object.keys(state.waits).map(
      (correlation): Timeless => ({ kind: 'message', id, name: 'omniroute.callback', correlation, payload: {} }),
    ),
    { kind: 'message', id, name: 'm0', correlation: 'c', payload: choice },
    { kind: 'message', id: `${choice % 3}`, name: 'm1', correlation: 'c', payload: choice },
    { kind: 'timer', key: 'nothing' },
    { kind: 'tick' },
    ...operationsFor(state, id),
    ...(choice % 17 === 0 ? [{ kind: 'cancel', reason: 'x' } as const] : []),
  ];
  return open[choice % open.length] as Timeless;
}

/** Who answers a call: the service that is a part of the plan, or the host itself. */
function found({ services = [] }: Plan, choice: number): Json {
  const [part] = services;
  return part === undefined || choice % 3 === 0 ? { answer: choice % 10 } : { hash: part.hash, version: part.version };
}

/** What a person may try, possible now or not. */
function operationsFor(state: State, update: string): Timeless[] {
  const key = state.incident?.key ?? 'nothing#1';
  const operations: Operation[] = [
    { action: 'pause' },
    { action: 'resume' },
    { action: 'retry_undo', key },
    { action: 'skip_undo', key },
    { action: 'cancel', compensate: state.clock % 2 === 0 },
    ...Object.keys(state.pending).map((key): Operation => ({ action: 'retry', key })),
    ...Object.values(state.tokens).flatMap(({ key }): Operation[] =>
      key === null
        ? []
        : [{ action: 'skip', key, output: 1, ...(state.tasks[key] === undefined ? {} : { port: 'done' }) }],
    ),
    { action: 'set_variable', variable: 'n', value: state.clock % 3 },
  ];
  return operations.map((operation): Timeless => ({ kind: 'operator', update, operation, by: 'ada', reason: 'why' }));
}

/** Timers that have fired and are held: they stand in the state until they are played. */
function heldTimers(state: State): string[] {
  return state.held.flatMap((event) =>
    event.kind === 'timer' && state.timers[event.key] !== undefined ? [event.key] : [],
  );
}

/** One host over a random world: gives each activation's events to `advance`, in order of arrival. */
function play(
  plan: Plan,
  script: readonly (readonly number[])[],
  state: () => State,
  input: unknown,
  advance: (events: Event[]) => void,
): void {
  let at = 0;
  advance([{ ...start, input, at } as Event]);
  for (const [turn, choices] of script.entries()) {
    at += 1_000 * ((choices[0] as number) % 7_200);
    advance(choices.map((choice, index) => ({ ...eventFor(plan, state(), choice, `e${turn}-${index}`), at }) as Event));
  }
}

test('whatever the plan and the world, the engine does not throw and its state stays sound', () => {
  fc.assert(
    fc.property(randomPlans, scripts, inputs, (plan, script, input) => {
      const state = createState(plan);
      play(
        plan,
        script,
        () => state,
        input,
        (events) => {
          step(plan, state, sortEvents(events), BUDGET);
          expect(invariantsOf(plan, state)).toEqual([]);
        },
      );
    }),
    { numRuns: 1_000 },
  );
});

test('P5 a state that goes through JSON at every boundary gives the same commands and the same end, so nothing hangs on the order of a map', () => {
  fc.assert(
    fc.property(randomPlans, scripts, inputs, (plan, script, input) => {
      const kept = createState(plan);
      let stored = createState(plan);
      play(
        plan,
        script,
        () => kept,
        input,
        (events) => {
          const one = step(plan, kept, sortEvents(events), BUDGET);
          const two = step(plan, stored, sortEvents(events), BUDGET);
          stored = JSON.parse(JSON.stringify(stored)) as State;
          expect(two).toEqual(one);
          expect(JSON.stringify(stored)).toBe(JSON.stringify(kept));
        },
      );
    }),
    { numRuns: 500 },
  );
});

test('events of one activation give the same commands in whatever order they arrive', () => {
  fc.assert(
    fc.property(randomPlans, scripts, inputs, (plan, script, input) => {
      const one = createState(plan);
      const two = createState(plan);
      play(
        plan,
        script,
        () => one,
        input,
        (events) => {
          const expected = step(plan, one, sortEvents(events), BUDGET);
          expect(step(plan, two, sortEvents(reversed(events)), BUDGET)).toEqual(expected);
          expect(two).toEqual(one);
        },
      );
    }),
    { numRuns: 500 },
  );
});

/** Reversed, but for events whose order of arrival counts: messages, and equal keys. */
function reversed(events: readonly Event[]): Event[] {
  const groups = Map.groupBy(events, (event) => `${event.kind} ${'key' in event ? event.key : ''}`);
  return [...groups.values()].reverse().flat();
}

test('no key is scheduled twice, and no timer is cancelled that neither runs nor fired in this very activation', () => {
  fc.assert(
    fc.property(randomPlans, scripts, inputs, (plan, script, input) => {
      const state = createState(plan);
      const asked = new Set<string>();
      const running = new Set<string>();
      let fired = new Set<string>();
      const judge = (command: Command) => {
        if (command.type === 'schedule') {
          expect(asked.has(command.key), `${command.key} is asked for twice`).toBe(false);
          asked.add(command.key);
        } else if (command.type === 'start_timer') running.add(command.key);
        else if (command.type === 'cancel_timer')
          expect(running.delete(command.key) || fired.has(command.key), `${command.key} was not running`).toBe(true);
      };
      play(
        plan,
        script,
        () => state,
        input,
        (events) => {
          // What fired while the run was parked is played when it moves, and may be called off by then.
          fired = new Set([
            ...events.flatMap((event) => (event.kind === 'timer' && running.delete(event.key) ? [event.key] : [])),
            ...heldTimers(state),
          ]);
          for (const command of step(plan, state, sortEvents(events), BUDGET).commands) judge(command);
          expect([...running, ...heldTimers(state)].sort()).toEqual(Object.keys(state.timers).sort());
          if (canContinue(state))
            expect(resume(plan, state).map((command) => 'key' in command && command.key)).toEqual(
              Object.keys(state.timers),
            );
        },
      );
    }),
    { numRuns: 500 },
  );
});
