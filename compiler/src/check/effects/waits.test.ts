import type { Diagnostic } from '@omniroute/errors';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import { type ServiceBuilder, service } from '@omniroute/testing';
import { describe, expect, test } from 'vitest';
import { compile, type LoweringRegistry } from '../../index.ts';

const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };

/** What is found of waits that add up: the place, the sum, the limit, and the way on which it happens. */
function found(builder: ServiceBuilder): string[] {
  return compile({ document: builder.json }, options)
    .diagnostics.filter(({ code, severity }) => code === 'OR5024' || severity === 'error')
    .map(({ code, pointer, got, expected, path = [] }: Diagnostic) =>
      code === 'OR5024'
        ? `${pointer}: ${got} of ${expected} by ${path.map(({ node, port }) => (port ? `${node} (${port})` : node)).join(', ')}`
        : `${code} ${pointer}`,
    );
}

const days = (count: number) => ({ duration: `P${count}D` });
const asked = {
  outcomes: [{ id: 'yes', label: 'Yes' }],
  title: 'Well?',
  assignees: { roles: ['sales'] },
  timeout: 'P2D',
};

describe('waits one behind the other', () => {
  const line = service().node('one', 'wait', days(2)).node('two', 'wait', days(2)).edge('one', 'two');

  test('may last as long as the run does, and no longer', () => {
    expect(found(line.with({ timeout: 'P4D' }))).toEqual([]);
    expect(found(line.with({ timeout: 'P3D' }))).toEqual(['/nodes/1/config/duration: P4D of P3D by one, two']);
    expect(found(line)).toEqual([]);
  });

  test('are told of once: what comes behind is beyond the end as well', () => {
    const longer = line.node('three', 'wait', days(2)).edge('two', 'three').with({ timeout: 'P3D' });
    expect(found(longer)).toEqual(['/nodes/1/config/duration: P4D of P3D by one, two']);
  });

  test('count only where somebody waits: not in steps that are switched off', () => {
    const off = service()
      .node('one', 'wait', days(2), { disabled: true })
      .node('two', 'wait', days(2))
      .edge('one', 'two')
      .with({ timeout: 'P3D' });
    expect(found(off)).toEqual([]);
  });

  test('one that is too long by itself is another finding', () => {
    const long = service().node('one', 'wait', days(2)).node('two', 'wait', days(9)).edge('one', 'two');
    expect(found(long.with({ timeout: 'P3D' }))).toEqual([]);
  });
});

describe('ways that part', () => {
  const asking = service().node('ask', 'human_task', asked).node('pause', 'wait', days(2)).with({ timeout: 'P3D' });

  test('an answer may come at once, silence takes its time', () => {
    expect(found(asking.edge('ask:yes', 'pause'))).toEqual([]);
    expect(found(asking.edge('ask:timeout', 'pause'))).toEqual([
      '/nodes/1/config/duration: P4D of P3D by ask, pause (timeout)',
    ]);
  });

  test('of events each takes its own time', () => {
    const first = service()
      .message('paid', {})
      .node('first', 'wait', {
        events: [
          { id: 'paid', message: { name: 'paid', correlation: '1' } },
          { id: 'late', duration: 'P2D' },
        ],
      })
      .node('pause', 'wait', days(2))
      .with({ timeout: 'P3D' });
    expect(found(first.edge('first:paid', 'pause'))).toEqual([]);
    expect(found(first.edge('first:late', 'pause'))).toEqual([
      '/nodes/1/config/duration: P4D of P3D by first, pause (late)',
    ]);
  });

  const branches = service()
    .node('split', 'parallel', {})
    .node('slow', 'wait', days(2))
    .node('quick', 'wait', { duration: 'PT1H' })
    .edge('split', 'slow')
    .edge('split', 'quick')
    .with({ timeout: 'P3D' });
  const behind = (mode: string) =>
    branches
      .node('meet', 'join', { mode })
      .node('last', 'wait', days(2))
      .edge('slow', 'meet')
      .edge('quick', 'meet')
      .edge('meet', 'last');

  test('a join waits for the slowest branch if it waits for all, and else for the quickest', () => {
    expect(found(behind('all'))).toEqual(['/nodes/4/config/duration: P4D of P3D by slow, meet, last']);
    expect(found(behind('any'))).toEqual([]);
  });
});

describe('waits in containers', () => {
  const inside = (timeout: string) =>
    service()
      .node('before', 'wait', days(2))
      .node('box', 'scope', { timeout })
      .node('one', 'wait', days(1), { parent: 'box' })
      .node('two', 'wait', days(1), { parent: 'box' })
      .edge('before', 'box')
      .edge('one', 'two');

  test('are measured by the time that the container has', () => {
    expect(found(inside('PT36H'))).toEqual(['/nodes/3/config/duration: P2D of PT36H by one, two']);
  });

  test('are part of the time of what is around it', () => {
    expect(found(inside('P3D').with({ timeout: 'P4D' }))).toEqual([]);
    expect(found(inside('P3D').with({ timeout: 'P3D' }))).toEqual(['/nodes/1: P4D of P3D by before, box']);
  });

  test('the limit of a container counts where something is to happen then', () => {
    const late = inside('P3D').with({ timeout: 'P4D' }).node('tell', 'wait', { duration: 'PT1S' });
    expect(found(late.edge('box:timeout', 'tell'))).toEqual(['/nodes/1/config/timeout: P5D of P4D by before, box']);
  });

  test('of a loop that may turn no time are not', () => {
    const loop = service()
      .node('before', 'wait', days(2))
      .node('box', 'loop', { mode: 'times', times: 3 })
      .node('one', 'wait', days(1), { parent: 'box' })
      .node('after', 'wait', days(1))
      .edge('before', 'box')
      .edge('box', 'after')
      .with({ timeout: 'P3D' });
    expect(found(loop)).toEqual([]);
  });
});
