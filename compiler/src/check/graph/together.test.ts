import { definitions } from '@omniroute/kinds/definitions';
import type { Json } from '@omniroute/primitives';
import { type ServiceBuilder, service } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { resolve } from '../../resolve/resolve.ts';
import { drawingOf } from './drawing.ts';
import { checkGraph } from './graph.ts';

/** Pairs of steps that can be under way at the same time, `a+b`. */
function pairs({ json }: ServiceBuilder, names: string): string[] {
  const { resolved } = resolve(json as Json, definitions);
  if (resolved === null) throw new Error('the service has no shape');
  const graph = checkGraph(drawingOf(resolved, new Set()));
  expect(graph.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  return [...names].flatMap((one, index) =>
    [...names.slice(index)].flatMap((other) => {
      expect(graph.together(one, other)).toBe(graph.together(other, one));
      return graph.together(one, other) ? [`${one}+${other}`] : [];
    }),
  );
}

const step = (builder: ServiceBuilder, ...ids: string[]) =>
  ids.reduce((all, id) => all.node(id, 'transform', { output: 1 }), builder);
const yes = { branches: [{ id: 'yes', when: '${ true }' }] };

test('branches run together, what stands behind their join beside none of them', () => {
  const forked = step(service().node('f', 'parallel'), 'a', 'b', 'c').node('j', 'join');
  expect(pairs(forked.line('f', 'a', 'j', 'c').line('f', 'b', 'j'), 'fabcj')).toEqual(['a+b']);
});

test('a branch that the join does not wait for runs on beside what stands behind it', () => {
  const forked = step(service().node('f', 'parallel'), 'a', 'b', 'c', 'z').node('j', 'join').node('d', 'decision', yes);
  const drawn = forked.line('f', 'a', 'j', 'c').line('f', 'b', 'd').edge('d:yes', 'j').edge('d:default', 'z');
  expect(pairs(drawn, 'abcz')).toEqual(['a+b', 'a+z', 'c+z']);
});

test('late branches of a join that goes on with the first run beside what follows, unless they are cancelled', () => {
  const forked = (config: object) =>
    step(service().node('f', 'parallel'), 'a', 'b', 'c').node('j', 'join', { mode: 'any', ...config });
  const drawn = (config: object) => forked(config).line('f', 'a', 'j', 'c').line('f', 'b', 'j');
  expect(pairs(drawn({}), 'abc')).toEqual(['a+b']);
  expect(pairs(drawn({ cancel_rest: false }), 'abc')).toEqual(['a+b', 'a+c', 'b+c']);
});

test('the exit for everything else runs beside nothing', () => {
  const branches = ['x', 'y'].map((id) => ({ id, when: '${ true }' }));
  const drawn = step(service().node('f', 'decision', { mode: 'all', branches }), 'a', 'b', 'c')
    .edge('f:x', 'a')
    .edge('f:y', 'b')
    .edge('f:default', 'c');
  expect(pairs(drawn, 'abc')).toEqual(['a+b']);
});

test('in a general graph what leads to nothing of the other runs beside it, also inside a circle', () => {
  const drawn = step(
    service().node('f', 'parallel').node('g', 'parallel').node('h', 'parallel'),
    's',
    'a',
    'b',
    'x',
    'z',
    'y',
  )
    .node('d', 'decision', yes)
    .line('s', 'f', 'g', 'a', 'x', 'y', 'd')
    .line('f', 'h', 'b', 'z', 'y')
    .line('g', 'z')
    .line('h', 'x')
    .edge('d:yes', 's', { loop: { max: 2 } });
  expect(pairs(drawn, 'sabxzyd')).toEqual(['a+b', 'a+z', 'b+x', 'x+z']);
});

test('turns of a loop run together where it says so, and what lives in containers as they do', () => {
  const looped = (concurrency: number) =>
    service()
      .input({ list: { type: 'array' } })
      .node('f', 'parallel')
      .node('l', 'loop', { items: '${ input.list }', concurrency })
      .node('a', 'transform', { output: 1 }, { parent: 'l' })
      .node('b', 'transform', { output: 1 }, { parent: 'l' })
      .node('c', 'transform', { output: 1 })
      .edge('f', 'l')
      .edge('f', 'c')
      .edge('a', 'b');
  expect(pairs(looped(1), 'abc')).toEqual(['a+c', 'b+c']);
  expect(pairs(looped(3), 'abc')).toEqual(['a+a', 'a+b', 'a+c', 'b+b', 'b+c']);
});

test('a branch that its join left behind runs beside its own next visit in a circle', () => {
  const drawn = step(service(), 's', 'a', 'b')
    .node('f', 'parallel')
    .node('j', 'join', { mode: 'any', cancel_rest: false })
    .node('d', 'decision', yes)
    .line('s', 'f', 'a', 'j', 'd')
    .line('f', 'b', 'j')
    .edge('d:yes', 's', { loop: { max: 2 } });
  expect(pairs(drawn, 'sab')).toEqual(['s+a', 's+b', 'a+a', 'a+b', 'b+b']);
});
