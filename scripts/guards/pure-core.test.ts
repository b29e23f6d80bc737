import { expect, test } from 'vitest';
import type { Finding } from './finding.ts';
import { pureCore } from './pure-core.ts';
import { treeOf } from './tree.ts';

const lines = (path: string, text: string) =>
  (pureCore.check(treeOf({ [path]: text })) as Finding[]).map((finding) => finding.line);

const forbidden: readonly (readonly [name: string, text: string])[] = [
  ['the clock', 'const f = () => Date.now();'],
  ['an argument-less date', 'const f = () => new Date();'],
  ['Date as a function', 'const f = () => Date();'],
  ['a date in the local time zone', 'const f = () => new Date(2026, 0, 1);'],
  ['a local part of a date', 'const f = (d: Date) => d.getHours();'],
  ['randomness', 'const f = () => Math.random();'],
  ['locale text', 'const f = (n: number) => n.toLocaleString();'],
  ['locale order', 'const f = (a: string, b: string) => a.localeCompare(b);'],
  ['Intl', "const f = () => new Intl.NumberFormat('en');"],
  ['a pattern made at run time', 'const f = (p: string) => new RegExp(p);'],
  ['a pattern made without new', 'const f = (p: string) => RegExp(p);'],
  ['eval', 'const f = (c: string) => eval(c);'],
  ['a function made from text', 'const f = (c: string) => new Function(c);'],
  ['the console', "const f = () => console.log('x');"],
  ['a module-level let', 'let count = 0;'],
  ['the clock behind globalThis', 'const f = () => globalThis.Date.now();'],
  ['the clock by a computed name', "const f = () => Date['now']();"],
  ['the clock taken apart', 'const f = () => { const { now } = Date; return now(); };'],
  ['a module-level list to be filled', 'export const seen: string[] = [];'],
  ['a module-level object to be filled', 'const seen = {};'],
  ['an exported module-level let', 'export let count = 0;'],
  ['an empty module-level map', 'const cache = new Map<string, string>();'],
  ['a statement at top level', 'Object.freeze({});'],
  ['a loop at top level', 'for (const a of []) use(a);'],
];

test.each(forbidden)('%s is found in the pure core', (_name, text) => {
  expect(lines('packages/plan/src/a.ts', `\n${text}`)).toEqual([2]);
});

const engineOnly: readonly (readonly [name: string, text: string])[] = [
  ['an async arrow', 'const f = async () => 1;'],
  ['an async function', 'async function f() { return 1; }'],
  ['a promise', 'const f = () => Promise.resolve(1);'],
];

test.each(engineOnly)('%s is found in the engine and allowed elsewhere', (_name, text) => {
  expect(lines('packages/engine/src/a.ts', text)).toEqual([1]);
  expect(lines('compiler/src/a.ts', text)).toEqual([]);
});

test('a pattern literal is found where text of tenants is read, and tolerated elsewhere', () => {
  const text = 'const word = /^[a-z]+$/;';
  expect(lines('packages/expressions/src/a.ts', text)).toEqual([1]);
  expect(lines('packages/engine/src/a.ts', text)).toEqual([1]);
  expect(lines('packages/dsl/src/a.ts', text)).toEqual([]);
});

test('what depends on its arguments only is fine', () => {
  const text = [
    "const AT = new Date('2026-01-05T09:00:00Z');",
    'const ALL = new Set([1, 2]);',
    'const NONE: readonly string[] = [];',
    'const EMPTY: ReadonlyMap<string, string> = new Map();',
    'const FIXED = [] as const;',
    'export const f = (a: number) => { let sum = 0; const seen = new Map(); return new Date(a).getUTCHours() + sum + seen.size; };',
  ].join('\n');
  expect(lines('packages/plan/src/a.ts', text)).toEqual([]);
});

test('kind definitions, lowerings and the pure door of kind-sdk are held to it; activities, servers and tests are not', () => {
  const text = 'const f = () => Date.now();';
  expect(lines('packages/kinds/src/wait/lower.ts', text)).toEqual([1]);
  expect(lines('packages/kinds/src/wait/definition.ts', text)).toEqual([1]);
  expect(lines('packages/kind-sdk/src/lowering.ts', text)).toEqual([1]);
  expect(lines('packages/kinds/src/wait/activity.ts', text)).toEqual([]);
  expect(lines('runtime/src/api/a.ts', text)).toEqual([]);
  expect(lines('packages/plan/src/a.test.ts', text)).toEqual([]);
});

test('a memo is a WeakMap with a dated reason above it, and nothing else', () => {
  const memo = (what: string, note: string) => `const a = 1;\n${note}\nconst known = new ${what}();`;
  expect(lines('packages/plan/src/a.ts', memo('WeakMap', '/** Memo, 2026-01-31: loading code is dear. */'))).toEqual(
    [],
  );
  expect(lines('packages/plan/src/a.ts', memo('WeakMap', '// Loading code is dear.'))).toEqual([3]);
  expect(lines('packages/plan/src/a.ts', memo('Map', '// Memo, 2026-01-31: loading code is dear.'))).toEqual([3]);
});
