import { applyAll, edgeId, type Node, type Operation, type Service } from '@omniroute/dsl';
import { definitions } from '@omniroute/kinds/definitions';
import { type GraphView, normalise } from '@omniroute/shared-doc';
import { describe, expect, it } from 'vitest';
import { createLayout } from '../../canvas/model/lay-out.ts';
import type { Kinds } from '../editor.ts';
import { addStep, addTrigger } from './add-step.ts';
import { align, distribute } from './align.ts';
import { copyOf, pasteOf, readClip } from './clip.ts';
import { connect, targetsOf, whyNot } from './connect.ts';
import { group, ungroup } from './group.ts';
import { canBeUndone, pair, undosFor } from './pair.ts';
import { moveTo } from './places.ts';
import { removeAndReconnect, removeItems } from './remove.ts';

const kinds = definitions as Kinds;
const step = (id: string, type = 'transform', rest: object = {}): Node => ({ id, type, config: {}, ...rest }) as Node;
const at = (x: number, y: number) => ({ position: { x, y } });

function serviceOf(nodes: readonly Node[], edges: readonly string[] = [], rest: Partial<Service> = {}): Service {
  return {
    dsl_version: '1.0',
    id: 'it',
    name: 'It is',
    nodes: [...nodes],
    edges: edges.map((name) => {
      const [from = '', target = ''] = name.split('>');
      const [source = '', port] = from.split(':');
      return { source, ...(port === undefined ? {} : { source_handle: port }), target };
    }),
    ...rest,
  };
}

function viewOf(written: Service): GraphView {
  const { service, hidden } = normalise(written, (_, item) => item);
  return {
    service,
    hidden,
    nodes: new Map(service.nodes.map((node) => [node.id, node])),
    edges: new Map(service.edges.map((edge) => [edgeId(edge), edge])),
  };
}

const boxesOf = (view: GraphView) => createLayout(kinds)(view, { entered: null, collapsed: new Set() });

/** The service after operations; fails with the finding if one is refused. */
function after(service: Service, operations: readonly Operation[]): Service {
  const applied = applyAll(service, operations);
  if (!applied.ok) throw new Error(`${applied.error.code} ${applied.error.message}`);
  return applied.value.service;
}
const edgesOf = (service: Service) => service.edges.map(edgeId).sort();
const placesOf = (service: Service) => {
  const boxes = boxesOf(viewOf(service));
  return Object.fromEntries([...boxes.values()].map(({ id, absoluteX, absoluteY }) => [id, [absoluteX, absoluteY]]));
};

describe('adding a step', () => {
  const add = (service: Service, place: object, type = 'transform') => {
    const view = viewOf(service);
    const kind = kinds[type];
    if (kind === undefined) throw new Error(type);
    const middle = { x: 0, y: 0 };
    return after(service, addStep(view, kinds, boxesOf(view), { id: 'new', kind, place, middle }));
  };

  it('begins an empty service, led to by all its starts', () => {
    const triggers = [
      { id: 'one', type: 'manual' },
      { id: 'two', type: 'event' },
    ];
    expect(edgesOf(add(serviceOf([], [], { triggers }), {}))).toEqual(['one:out>new', 'two:out>new']);
  });

  it('writes the retry policy that its kind recommends, unless it may not be repeated', () => {
    const policyOf = (type: string) => add(serviceOf([]), {}, type).nodes[0]?.retry_policy;
    expect([policyOf('stock_get'), policyOf('transform')]).toEqual([
      definitions.stock_get.activity.recommended.retry_policy,
      undefined,
    ]);
    expect(policyOf('stock_get')).toBeDefined();
    expect(policyOf('activity')).toBeUndefined();
  });

  it('without a place goes behind the only loose end', () => {
    const service = serviceOf([step('a', 'transform', at(0, 0)), step('b', 'transform', at(0, 120))], ['a>b']);
    expect(edgesOf(add(service, {}))).toEqual(['a:out>b', 'b:out>new']);
    expect(edgesOf(add(serviceOf([step('a'), step('b')]), {}))).toEqual([]);
  });

  it('after a port that leads somewhere is drawn between, and what follows makes room', () => {
    const service = serviceOf(
      [
        step('a', 'transform', at(0, 0)),
        step('b', 'transform', at(0, 120)),
        step('c', 'transform', at(0, 240)),
        step('aside', 'transform', at(600, 120)),
      ],
      ['a>b', 'b>c'],
    );
    const made = add(service, { after: { source: 'a', port: 'out' } });
    expect(edgesOf(made)).toEqual(['a:out>new', 'b:out>c', 'new:out>b']);
    const { a, b, c, aside, new: added } = placesOf(made) as Record<string, [number, number]>;
    expect([a, aside]).toEqual([
      [0, 0],
      [600, 120],
    ]);
    expect([(added?.[1] ?? 0) > 0, (b?.[1] ?? 0) > (added?.[1] ?? 0), (c?.[1] ?? 0) - (b?.[1] ?? 0)]).toEqual([
      true,
      true,
      120,
    ]);
  });

  it('onto a connection keeps its words on the first part and its bound on the last', () => {
    const service = serviceOf([step('a'), step('b')], ['a>b']);
    const marked = after(service, [
      { op: 'connect', edge: { source: 'b', target: 'a', label: 'again', loop: { max: 3 } } },
    ]);
    expect(add(marked, { edge: 'b:out>a' }).edges.slice(1)).toEqual([
      { source: 'b', target: 'new', label: 'again' },
      { source: 'new', target: 'a', loop: { max: 3 } },
    ]);
  });

  it('from a fork adds a branch and leaves the others', () => {
    const service = serviceOf([step('fork', 'parallel'), step('a')], ['fork>a']);
    expect(edgesOf(add(service, { after: { source: 'fork', port: 'out' } }))).toEqual(['fork:out>a', 'fork:out>new']);
  });

  it('into a container leaves everything else where it is', () => {
    const service = serviceOf([
      step('box', 'scope', at(0, 0)),
      step('in', 'transform', { parent: 'box', ...at(0, 0) }),
      step('far', 'transform', at(900, 0)),
    ]);
    const made = add(service, { after: { source: 'in', port: 'out' } });
    expect(made.nodes.at(-1)?.parent).toBe('box');
    const { new: _, ...others } = placesOf(made);
    expect(others).toEqual(placesOf(service));
  });

  it('writes the places of a level that the page had laid out, so that nothing jumps', () => {
    const service = serviceOf([step('a'), step('b'), step('c')], ['a>b', 'a:error>c']);
    const made = add(service, { after: { source: 'c', port: 'out' } });
    const { new: _, ...others } = placesOf(made);
    expect(others).toEqual(placesOf(service));
  });
});

describe('a start', () => {
  it('leads where the others lead, or to the only step that nothing leads to', () => {
    const start = { id: 'new', type: 'manual', config: {} };
    const service = serviceOf([step('a'), step('b')], ['a>b']);
    expect(edgesOf(after(service, addTrigger(viewOf(service), start, null)))).toEqual(['a:out>b', 'new:out>a']);
    const started = after(service, [
      { op: 'put', collection: 'triggers', item: { id: 't', type: 'event' } },
      { op: 'put', collection: 'triggers', item: { id: 'loose', type: 'event' } },
      { op: 'connect', edge: { source: 't', target: 'b' } },
    ]);
    expect(edgesOf(after(started, addTrigger(viewOf(started), start, null)))).toEqual([
      'a:out>b',
      'loose:out>b',
      'new:out>b',
      't:out>b',
    ]);
  });
});

describe('connecting', () => {
  const service = serviceOf(
    [
      step('a'),
      step('b'),
      step('box', 'scope'),
      step('in', 'transform', { parent: 'box' }),
      step('undo'),
      step('pay', 'transform', { compensate_with: 'undo' }),
    ],
    ['a>b'],
    { triggers: [{ id: 't', type: 'manual' }] },
  );
  const view = viewOf(service);

  it.each([
    [{ source: 'a', port: 'out', target: 'a' }, 'connect.itself'],
    [{ source: 'a', port: 'out', target: 'b' }, 'connect.there'],
    [{ source: 'a', port: 'none', target: 'b' }, 'connect.no_port'],
    [{ source: 'a', port: 'out', target: 'in' }, 'connect.other_level'],
    [{ source: 't', port: 'out', target: 'in' }, 'connect.trigger_outside'],
    [{ source: 'a', port: 'out', target: 'undo' }, 'connect.undo'],
    [{ source: 'a', port: 'out', target: 't' }, 'connect.no_target'],
    [{ source: 'gone', port: 'out', target: 'a' }, 'connect.no_source'],
    [{ source: 'b', port: 'out', target: 'pay' }, null],
  ])('%j: %s', (ends, reason) => {
    expect(whyNot(view, kinds, ends)).toBe(reason);
  });

  it('offers exactly the steps at which it may end', () => {
    expect(targetsOf(view, kinds, 'b', 'out')).toEqual(['a', 'box', 'pay']);
    expect(targetsOf(view, kinds, 'undo', 'out')).toEqual([]);
  });

  it('leads a port that is taken to the new place, and gives a way back a bound', () => {
    expect(connect(view, kinds, { source: 'a', port: 'out', target: 'pay' })).toEqual([
      { op: 'disconnect', edge: 'a:out>b' },
      { op: 'connect', edge: { source: 'a', target: 'pay' } },
    ]);
    expect(connect(view, kinds, { source: 'b', port: 'out', target: 'a' })).toEqual([
      { op: 'connect', edge: { source: 'b', target: 'a', loop: { max: 10 } } },
    ]);
  });
});

describe('removing', () => {
  it('takes along what is inside, the connections, and the pairs with an undo', () => {
    const service = serviceOf(
      [
        step('box', 'scope'),
        step('in', 'transform', { parent: 'box' }),
        step('a', 'transform', { compensate_with: 'u' }),
        step('u'),
      ],
      ['a>box'],
      { notes: [{ id: 'n', text: '' }] },
    );
    const left = after(service, removeItems(viewOf(service), new Set(['box', 'u', 'n']), new Set()));
    expect([left.nodes, left.edges, left.notes]).toEqual([[step('a')], [], undefined]);
  });

  it('can lead what led to the steps past them', () => {
    const service = serviceOf([step('a'), step('b'), step('c'), step('d')], ['a>b', 'b>c', 'c>d']);
    const left = after(service, removeAndReconnect(viewOf(service), kinds, new Set(['b', 'c'])));
    expect(edgesOf(left)).toEqual(['a:out>d']);
  });
});

describe('the undo of a step', () => {
  const service = serviceOf(
    [
      step('pay', 'http_request', { ...at(0, 0), config: { method: 'POST', url: '/p' } }),
      step('refund', 'http_request', { ...at(0, 120), config: { method: 'POST', url: '/r' } }),
      step('plain', 'transform', at(0, 240)),
    ],
    ['pay>refund', 'refund>plain'],
  );
  const view = viewOf(service);

  it('is one of its level that does something', () => {
    expect([canBeUndone(view, kinds, 'pay'), canBeUndone(view, kinds, 'plain')]).toEqual([true, false]);
    expect(undosFor(view, kinds, 'pay').map(({ id }) => id)).toEqual(['refund']);
  });

  it('leaves the flow and stands beside it', () => {
    const paired = after(service, pair(view, boxesOf(view), 'pay', 'refund'));
    expect([paired.nodes[0]?.compensate_with, edgesOf(paired)]).toEqual(['refund', []]);
    expect(placesOf(paired).refund).toEqual([270, 0]);
    expect(undosFor(viewOf(paired), kinds, 'pay')).toEqual([]);
  });
});

describe('copies', () => {
  const service = serviceOf(
    [
      step('a', 'transform', { ...at(30, 30), config: { output: '${ vars.total }' } }),
      step('b', 'transform', { ...at(30, 150), config: { output: '${ nodes.a + nodes.?a + x.nodes.a }' } }),
    ],
    ['a>b'],
    { variables: [{ name: 'total', schema: { type: 'number' } }] },
  );
  const view = viewOf(service);
  let count = 0;
  const newId = (stem: string) => `${stem}_${++count}`;

  it('get ids of their own, and speak of each other', () => {
    const clip = copyOf(view, boxesOf(view), new Set(['a', 'b']));
    if (clip === null) throw new Error('nothing was copied');
    const { operations, ids } = pasteOf(view, clip, { x: 300, y: 0, parent: null }, newId);
    const made = after(service, operations);
    expect(ids).toEqual(['transform_1', 'transform_2']);
    expect(made.nodes.slice(2)).toEqual([
      { ...service.nodes[0], id: 'transform_1', ...at(300, 0) },
      {
        ...service.nodes[1],
        id: 'transform_2',
        ...at(300, 120),
        config: { output: '${ nodes.transform_1 + nodes.?transform_1 + x.nodes.a }' },
      },
    ]);
    expect(edgesOf(made)).toEqual(['a:out>b', 'transform_1:out>transform_2']);
  });

  it('go into another service with what they name, and keep their ids there', () => {
    const clip = copyOf(view, boxesOf(view), new Set(['a', 'b']));
    const other = serviceOf([]);
    const { operations } = pasteOf(
      viewOf(other),
      readClip(JSON.stringify(clip)) as never,
      { x: 0, y: 0, parent: null },
      newId,
    );
    const made = after(other, operations);
    expect([made.nodes.map(({ id }) => id), made.variables]).toEqual([['a', 'b'], service.variables]);
  });

  it('are read from nothing but a clip', () => {
    expect([readClip('hello'), readClip('{"format":"x"}'), readClip('null')]).toEqual([null, null, null]);
  });
});

describe('groups', () => {
  const service = serviceOf(
    [
      step('a', 'transform', at(0, 0)),
      step('b', 'transform', at(0, 120)),
      step('c', 'transform', at(0, 240)),
      step('d', 'transform', at(0, 360)),
    ],
    ['a>b', 'b>c', 'c>d'],
  );
  const kind = kinds.scope;
  if (kind === undefined) throw new Error('no scope');

  it('take the place of their steps in the flow, and give it back', () => {
    const view = viewOf(service);
    const grouped = after(service, group(view, kinds, boxesOf(view), new Set(['b', 'c']), { id: 'box', kind }));
    expect(edgesOf(grouped)).toEqual(['a:out>box', 'b:out>c', 'box:out>d']);
    expect(grouped.nodes.map(({ parent }) => parent)).toEqual([undefined, 'box', 'box', undefined, undefined]);
    const inside = viewOf(grouped);
    const back = after(grouped, ungroup(inside, kinds, boxesOf(inside), 'box'));
    expect([edgesOf(back), back.nodes.every(({ parent }) => parent === undefined)]).toEqual([edgesOf(service), true]);
  });

  it('leave their steps where they were drawn', () => {
    const view = viewOf(service);
    const grouped = after(service, group(view, kinds, boxesOf(view), new Set(['b', 'c']), { id: 'box', kind }));
    const { box: _, ...places } = placesOf(grouped);
    expect(places).toEqual(placesOf(service));
  });
});

describe('moving', () => {
  const service = serviceOf([
    step('box', 'scope', at(0, 0)),
    step('a', 'transform', { parent: 'box', ...at(0, 0) }),
    step('b', 'transform', { parent: 'box', ...at(300, 0) }),
    step('far', 'transform', at(900, 300)),
  ]);
  const view = viewOf(service);
  const boxes = boxesOf(view);

  it('of the first step in a container moves the container’s edge, and nothing else on the screen', () => {
    const box = boxes.get('a');
    if (box === undefined) throw new Error('a is not drawn');
    const moved = after(service, moveTo(view, boxes, new Map([['a', { parent: 'box', x: box.x - 90, y: box.y }]])));
    const [before, now] = [placesOf(service), placesOf(moved)] as Record<string, number[]>[];
    expect([now?.b, now?.far]).toEqual([before?.b, before?.far]);
    expect(now?.a).toEqual([(before?.a?.[0] ?? 0) - 90, before?.a?.[1]]);
  });

  it('into a container counts from its corner', () => {
    const moved = after(service, moveTo(view, boxes, new Map([['far', { parent: 'box', x: 45, y: 300 }]])));
    expect(moved.nodes[3]?.parent).toBe('box');
    const { far, ...others } = placesOf(moved) as Record<string, number[]>;
    const { far: _, ...before } = placesOf(service);
    expect([far, others]).toEqual([[45, 300], before]);
  });

  it('lines steps up and gives them equal gaps', () => {
    const three = serviceOf([
      step('a', 'transform', at(0, 0)),
      step('b', 'transform', at(45, 90)),
      step('c', 'transform', at(90, 420)),
    ]);
    const [seen, drawn] = [viewOf(three), boxesOf(viewOf(three))];
    const ids = new Set(['a', 'b', 'c']);
    const left = after(three, moveTo(seen, drawn, align(drawn, ids, 'left')));
    expect(left.nodes.map(({ position }) => position?.x)).toEqual([0, 0, 0]);
    const even = after(three, moveTo(seen, drawn, distribute(drawn, ids, 'down')));
    expect(even.nodes.map(({ position }) => position?.y)).toEqual([0, 210, 420]);
  });
});
