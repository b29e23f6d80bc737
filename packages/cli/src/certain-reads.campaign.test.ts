import { compile, type LoweringRegistry } from '@omniroute/compiler';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import { getPointer, type Json } from '@omniroute/primitives';
import { simulate } from '@omniroute/simulator';
import { type RandomBlock, RandomService, randomBlocks } from '@omniroute/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };
const SEED = 20_261_130;
const PLAYS = 12;

type Service = ReturnType<RandomService['service']>;

/** Takes out every reading that is refused; what stays is all that the compiler calls certain. */
function withCertainReads(service: Service): { service: Service; plan: ReturnType<typeof compile>['plan'] } | null {
  let current = service;
  for (let round = 0; round < 4; round += 1) {
    const { plan, diagnostics } = compile({ document: current as unknown as Json }, options);
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    if (errors.length === 0) return { service: current, plan };
    const refused = errors.map(({ pointer }) => pointer);
    if (errors.some(({ code, pointer }) => !code.startsWith('OR4') || !isReading(pointer))) return null;
    current = without(current, new Set(refused));
  }
  throw new Error('Readings that were found certain are refused again');
}

function isReading(pointer: string): boolean {
  return pointer.includes('/reads/');
}

function without(service: Service, refused: ReadonlySet<string>): Service {
  const copy = structuredClone(service) as unknown as Json;
  for (const pointer of refused) {
    const [, name = ''] = /^.*\/reads\/([^/]*)/.exec(pointer) ?? [];
    const holder = getPointer(copy, pointer.slice(0, pointer.lastIndexOf('/'))) as Record<string, Json>;
    delete holder[name];
  }
  return copy as unknown as Service;
}

/** Plays a service with different choices and failures; no expression may find that something is not there. */
function play(drawn: RandomService, plan: NonNullable<ReturnType<typeof compile>['plan']>, seed: number): void {
  let state = seed >>> 0;
  const random = () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return (state >>> 8) / 0x1000000;
  };
  const mocks = Object.fromEntries(
    drawn.effects.map((id) => [
      id,
      Array.from({ length: 1 + Math.floor(random() * 2) }, () =>
        random() < 0.4
          ? { after: `PT${Math.floor(random() * 5)}S`, error: { code: 'http.503', message: 'busy' } }
          : { after: `PT${Math.floor(random() * 5)}S`, output: { id: 'm' } },
      ),
    ]),
  );
  const input = { choices: Array.from({ length: drawn.choices }, () => random() < 0.5), items: [1, 2, 3] };
  const { events, status } = simulate(plan, { name: 'play', input, mocks }, { seed: Math.floor(random() * 1000) });
  const wrong = events.flatMap((event) =>
    (event.type === 'visit' || event.type === 'run') && event.error?.code === 'expression' ? [event.error] : [],
  );
  expect(wrong).toEqual([]);
  expect(['completed', 'failed', 'compensated', 'incident']).toContain(status);
}

const accepted = { services: 0, reads: 0 };

function check(block: RandomBlock, seed: number): void {
  const drawn = new RandomService(block);
  const certain = withCertainReads(drawn.service());
  if (certain === null || certain.plan === undefined) return;
  accepted.services += 1;
  accepted.reads += JSON.stringify(certain.service).split('"r_').length - 1;
  for (let round = 0; round < PLAYS; round += 1) play(drawn, certain.plan, seed ^ (round * 0x9e3779b9));
}

test(`what the compiler calls certain is there in every run (seed ${SEED})`, () => {
  fc.assert(fc.property(randomBlocks, fc.nat(), check), { seed: SEED, numRuns: 120 });
  expect(accepted.services).toBeGreaterThan(40);
  expect(accepted.reads).toBeGreaterThan(500);
});
