import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import type { Plan } from '@omniroute/plan';
import { type ServiceBuilder, service } from '@omniroute/testing';
import { describe, expect, test } from 'vitest';
import { compile, type LoweringRegistry } from '../../index.ts';

const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };

/** A drawing in short: `a>b` connects, `a.port>b` leaves by a port, `>` can be repeated; names say the kind by their letter. */
function draw(text: string, settings: Record<string, object> = {}): ServiceBuilder {
  const lines = text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((line) => line.split('>'));
  const names = [...new Set(lines.flat().map((part) => part.split('.')[0] as string))];
  let builder = service();
  for (const name of names) builder = builder.node(name, kindOf(name), configOf(name, lines, settings[name]) as never);
  for (const line of lines)
    for (const [index, target] of line.slice(1).entries()) {
      const [source, port] = (line[index] as string).split('.');
      const handle = port === undefined ? (source as string) : `${source}:${port.replace('!', '')}`;
      builder = builder.edge(handle, target.split('.')[0] as string, port?.endsWith('!') ? { loop: { max: 3 } } : {});
    }
  return builder;
}

const KINDS: Record<string, string> = { f: 'parallel', d: 'decision', m: 'decision', j: 'join', w: 'wait', e: 'end' };

function kindOf(name: string): string {
  return KINDS[name[0] as string] ?? 'transform';
}

function configOf(name: string, lines: readonly string[][], given: object = {}): object {
  const own: Record<string, object> = { a: { output: 1 }, w: { duration: 'PT1M' } };
  if (name.startsWith('d') || name.startsWith('m')) {
    const ports = new Set(
      lines.flatMap((line) =>
        line.slice(0, -1).flatMap((part) => {
          const [source, port = ''] = part.split('.');
          const id = port.replace('!', '');
          return source === name && id !== 'default' ? [id] : [];
        }),
      ),
    );
    const branches = [...ports].map((id) => ({ id, when: '${ true }' }));
    return { branches, ...(name.startsWith('m') ? { mode: 'all' } : {}), ...given };
  }
  return { ...(kindOf(name) === 'transform' ? own.a : (own[name[0] as string] ?? {})), ...given };
}

function found(builder: ServiceBuilder): string[] {
  return compile({ document: builder.json }, options).diagnostics.map(
    ({ code, node_id, edge_id }) => `${code} ${node_id ?? edge_id}`,
  );
}

function planOf(builder: ServiceBuilder): Plan {
  const { plan, diagnostics } = compile({ document: builder.json }, options);
  if (plan === undefined) throw new Error(JSON.stringify(diagnostics));
  return plan;
}

/** Where tokens meet in a plan, with names in place of numbers. */
function gathers(builder: ServiceBuilder) {
  const { nodes } = planOf(builder);
  const name = (number: number) => nodes[number]?.id ?? '?';
  return Object.fromEntries(
    nodes.flatMap(({ id, gather }): [string, object][] => {
      if (gather === null) return [];
      const { fork, closes } = gather;
      if (gather.by === 'edges') return [[id, { fork: name(fork), count: gather.count, closes }]];
      return [[id, { fork: name(fork), branches: gather.branches, reach: gather.reach.map(name), closes }]];
    }),
  );
}

describe('branches that come together', () => {
  test('in a join, of which the plan says which branches can arrive from where', () => {
    expect(gathers(draw('f>a>j>e f>b>j f>c'))).toEqual({
      j: { fork: 'f', branches: [0, 1], reach: ['a', 'b'], closes: true },
    });
  });

  test('in any step where every path of every branch arrives, and a hint says so', () => {
    const drawing = draw('f>a>x>e f>d d.yes>b>x d.default>x');
    expect(found(drawing)).toEqual(['OR3025 x']);
    expect(gathers(drawing)).toEqual({
      x: { fork: 'f', branches: [0, 1], reach: ['a', 'd', 'b'], closes: true },
    });
  });

  test('not in a step to which a path can fail to lead, or leads by an error', () => {
    expect(found(draw('f>a>x>e f>d d.yes>x d.no>c d.default>x'))).toEqual(['OR3007 x']);
    expect(found(draw('f>w>x>e f>b>x w.timeout>x', { w: { timeout: 'PT1M' } }))).toEqual(['OR3007 x']);
  });

  test('one after the other: a join that does not close, then one that does', () => {
    expect(gathers(draw('f>a>j>c>j2>e f>b>j f>g>j2'))).toEqual({
      j: { fork: 'f', branches: [0, 1], reach: ['a', 'b'], closes: false },
      j2: { fork: 'f', branches: [0, 1, 2], reach: ['a', 'b', 'j', 'c', 'g'], closes: true },
    });
  });
});

describe('forks in forks', () => {
  test('each with a meeting of its own', () => {
    expect(gathers(draw('f>f2>a>j2>j>e f2>b>j2 f>c>j'))).toEqual({
      j2: { fork: 'f2', branches: [0, 1], reach: ['a', 'b'], closes: true },
      j: { fork: 'f', branches: [0, 1], reach: ['f2', 'a', 'b', 'j2', 'c'], closes: true },
    });
  });

  test('a token climbs out of one whose other branches end on their own', () => {
    expect(gathers(draw('f>f2>a>j>e f2>b f>c>j'))).toEqual({
      j: { fork: 'f', branches: [0, 1], reach: ['f2', 'a', 'c'], closes: true },
    });
  });

  test('two branches of the inner one do not make one branch of the outer one', () => {
    expect(found(draw('f>f2>a>j>e f2>d d.x>j d.y>b f>c>j'))).toEqual(['OR3022 j']);
  });
});

describe('a general graph of parallels', () => {
  test('waits at each step for every connection, and inner splits open nothing of their own', () => {
    const drawing = draw('f>a>f2>b>x>y f>c>f3>x f2>z f3>z>y y>e');
    expect(gathers(drawing)).toEqual({
      x: { fork: 'f', count: 2, closes: false },
      z: { fork: 'f', count: 2, closes: false },
      y: { fork: 'f', count: 2, closes: true },
    });
    expect(
      planOf(drawing).nodes.flatMap(({ id, fork }) => (fork === null ? [] : [[id, fork.flat, fork.joins.length]])),
    ).toEqual([
      ['f', false, 3],
      ['f2', true, 0],
      ['f3', true, 0],
    ]);
  });

  test('may lead to ends, and begin again to choose behind the step where all have come together', () => {
    expect(gathers(draw('f>a>x f>b>f2>x f2>z f>c>z'))).toEqual({
      x: { fork: 'f', count: 2, closes: false },
      z: { fork: 'f', count: 2, closes: false },
    });
    expect(found(draw('f>f2>x>y f>f3>x f2>z f3>z>y y>d d.yes>e'))).toEqual(['OR3025 x', 'OR3025 y', 'OR3025 z']);
  });

  test('chooses nothing, goes back nowhere and lets nothing go wrong', () => {
    expect(found(draw('f>f2>x>y f>c>f3>x f2>z f3>z>y'))).toEqual(['OR3025 x', 'OR3025 y', 'OR3025 z']);
    expect(found(draw('f>f2>x>y f>d d.yes>f3>x d.no>g f2>z f3>z>y'))).toContain('OR3007 z');
    const late = { w: { timeout: 'PT1M' } };
    expect(found(draw('f>f2>x>w>y w.timeout>e f>c>f3>x f2>z f3>z>y', late))).toContain('OR3007 z');
    expect(found(draw('a>f>f2>x>y f>c>f3>x f2>z f3>z>y>d d.again!>a d.no>e'))).not.toContain('OR3007 z');
    expect(found(draw('f>f2>x>d d.again!>x d.no>y f>c>f3>x f2>z f3>z>y'))).toContain('OR3007 z');
  });
});

describe('a decision that takes several', () => {
  test('is a fork of its branches and of the exit for everything else', () => {
    expect(gathers(draw('m.red>a>j>e m.blue>b>j m.default>c>j'))).toEqual({
      j: { fork: 'm', branches: [0, 1, 2], reach: ['a', 'b', 'c'], closes: true },
    });
  });

  test('has a branch that ends at once where an exit is not connected', () => {
    const half = draw('m.red>a>x m.blue>b>x m.default>x', {
      m: {
        branches: [
          { id: 'red', when: '${ true }' },
          { id: 'blue', when: '${ true }' },
          { id: 'grey', when: '${ true }' },
        ],
      },
    });
    expect(found(half)).toEqual(['OR3007 x']);
  });

  test('runs its last exit beside nothing, so a join can never get it and another', () => {
    expect(found(draw('m.red>a>j>e m.default>c>j', { j: { mode: 'count', count: 2 } }))).toEqual(['OR3021 j']);
  });
});

describe('connections back', () => {
  test('stay in a branch, or begin outside the whole fork', () => {
    expect(found(draw('f>a>b>d f>c>j d.again!>a d.default>j>e'))).toEqual([]);
    expect(found(draw('a>f>b>j>d f>c>j d.again!>a d.default>e'))).toEqual([]);
  });

  test('do not leave a branch, enter one, or lead to where branches meet', () => {
    expect(found(draw('a>f>b>d f>c>j d.again!>a d.default>j>e'))).toEqual(['OR3023 d']);
    expect(found(draw('a>f>b>j>d f>c>j d.again!>b d.default>e'))).toEqual(['OR3023 d']);
    expect(found(draw('a>f>b>j>d f>c>j d.again!>j d.default>e'))).toEqual(['OR3023 d']);
  });
});
