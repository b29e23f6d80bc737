import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { rolldown } from 'rolldown';
import { describe, expect, it } from 'vitest';
import { compile, evaluate, parse } from '../src/index.ts';
import corpus from './corpus.json' with { type: 'json' };
import { HOSTILE_DATA, hostileExpression } from './hostile.ts';
import { randomOf } from './random.ts';

const seed = 20260105;
const FUEL = 20_000;

/** The package in a context that has nothing but JavaScript itself and TextEncoder, as a workflow has. */
async function inBareContext(): Promise<(source: string, data: string) => string> {
  const bundle = await rolldown({
    input: fileURLToPath(new URL('../src/index.ts', import.meta.url)),
    logLevel: 'silent',
  });
  const { output } = await bundle.generate({ format: 'iife', name: 'expressions', codeSplitting: false });
  await bundle.close();
  const context = createContext({ TextEncoder });
  runInContext(output[0].code, context);
  return runInContext(
    `(source, data) => {
      const values = JSON.parse(data);
      const scope = { get: (name) => (Object.hasOwn(values, name) ? values[name] : undefined), now: 1.7e12, uuid: String };
      return JSON.stringify(expressions.evaluate(expressions.compile(expressions.parse(source).tree), scope, ${FUEL}));
    }`,
    context,
  );
}

function here(source: string, data: string): string {
  const values = JSON.parse(data);
  const scope = {
    get: (name: string) => (Object.hasOwn(values, name) ? values[name] : undefined),
    now: 1.7e12,
    uuid: String,
  };
  return JSON.stringify(evaluate(compile(parse(source).tree), scope, FUEL));
}

describe('a bare JavaScript context', () => {
  it('gives the same values, errors and fuel as Node', async () => {
    const there = await inBareContext();
    const random = randomOf(seed);
    const data = JSON.stringify(HOSTILE_DATA);
    const sources = [...corpus, ...Array.from({ length: 300 }, () => hostileExpression(random))];
    expect(sources.map((source) => [source, there(source, data)])).toEqual(
      sources.map((source) => [source, here(source, data)]),
    );
  });
});
