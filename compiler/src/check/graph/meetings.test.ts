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
