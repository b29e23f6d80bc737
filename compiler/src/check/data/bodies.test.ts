import { normalise } from '@omniroute/dsl';
import { ALL_LIBRARIES } from '@omniroute/expressions';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import { type ServiceBuilder, service } from '@omniroute/testing';
import { describe, expect, test } from 'vitest';
import type { LoweringRegistry } from '../../lower/lower.ts';
import { resolve } from '../../resolve/resolve.ts';
import { checkService } from '../check.ts';

/** What the checks say: code, place, and the path that shows it. */
function found(builder: ServiceBuilder): string[] {
  const { resolved, findings } = resolve(normalise(builder.json).document, definitions);
  if (resolved === null) throw new Error(JSON.stringify(findings));
  const checked = checkService(resolved, lowerings as unknown as LoweringRegistry, findings, ALL_LIBRARIES);
  return [...findings, ...checked.findings].map(({ code, pointer, path = [] }) => {
    const way = path.map(({ node, port }) => (port === undefined ? node : `${node} by ${port}`)).join(', ');
    return way === '' ? `${code} ${pointer}` : `${code} ${pointer}: ${way}`;
  });
}

const one = { output: 1 };
const yes = { branches: [{ id: 'yes', when: '${ true }' }] };
const order = {
  type: 'object',
  required: ['id', 'amount'],
  properties: { id: { type: 'string' }, amount: { type: 'number' } },
};
const orders = () => service().input({ orders: { type: 'array', items: order } });
const inEach = { parent: 'each' };

describe('what a turn has', () => {
  const reading = (output: string, config: object = {}) =>
    orders()
      .node('each', 'loop', 'mode' in config ? { ...config } : { items: '${ input.orders }', ...config })
      .node('read', 'transform', { output }, inEach);

  test('an item has the type of the list', () => {
    expect(found(reading('${ item.amount + 1.0 }'))).toEqual([]);
    expect(found(reading('${ item.amount + "x" }'))).toEqual(['OR4006 /nodes/1/config/output']);
    expect(found(reading('${ item.amuont }'))).toEqual(['OR4017 /nodes/1/config/output']);
  });

  test('in batches it is a list of them', () => {
    expect(found(reading('${ item.map(each, each.amount + 1.0) }', { batch: 10 }))).toEqual([]);
    expect(found(reading('${ item.amount }', { batch: 10 }))).toEqual(['OR4003 /nodes/1/config/output']);
  });

  test('items that are written out have their types', () => {
    expect(found(reading('${ item + 1 }', { items: [1, 2] }))).toEqual([]);
    expect(found(reading('${ item + 1 }', { items: ['a', '${ input.orders[0].id }'] }))).toEqual([
      'OR4006 /nodes/1/config/output',
    ]);
  });

  test('the index is a whole number, under its short and its long name', () => {
    expect(found(reading('${ index + loop.each.index + 1 }'))).toEqual([]);
    expect(found(reading('${ index + "x" }'))).toEqual(['OR4006 /nodes/1/config/output']);
    expect(found(reading('${ loop.eahc.index }'))).toEqual(['OR2004 /nodes/1/config/output']);
  });

  test('a loop without items has an index and no item', () => {
    const times = { mode: 'times', times: 3 };
    expect(found(reading('${ index + 1 }', times))).toEqual([]);
    expect(found(reading('${ item }', times))).toEqual(['OR4015 /nodes/1/config/output']);
    expect(found(reading('${ loop.each.item }', times))).toEqual(['OR4003 /nodes/1/config/output']);
  });

  test('outside a loop there is neither, nor in what the loop itself is given', () => {
    expect(found(service().node('read', 'transform', { output: '${ index }' }))).toEqual([
      'OR4015 /nodes/0/config/output',
    ]);
    expect(found(reading('${ 1 }', { items: '${ [index] }' }))).toEqual(['OR4015 /nodes/0/config/items']);
  });

  test('the inner loop has the short names, the outer one its long name; a scope hides none', () => {
    const nested = (output: string) =>
      orders()
        .node('each', 'loop', { items: '${ input.orders }' })
        .node('inner', 'loop', { mode: 'times', times: 2 }, inEach)
        .node('together', 'scope', {}, { parent: 'inner' })
        .node('read', 'transform', { output }, { parent: 'together' });
    expect(found(nested('${ loop.each.item.amount + double(index + loop.inner.index + loop.each.index) }'))).toEqual(
      [],
    );
    expect(found(nested('${ item }'))).toEqual(['OR4015 /nodes/3/config/output']);
  });
});

describe('which steps can be read', () => {
  const nested = (reads: { inside?: string; behind?: string; collect?: string }) =>
    service()
      .node('before', 'transform', one)
      .node('each', 'loop', { mode: 'times', times: 2, ...(reads.collect === undefined ? {} : reads) })
      .node('first', 'transform', one, inEach)
      .node('second', 'transform', { output: reads.inside ?? 1 }, inEach)
      .node('behind', 'transform', { output: reads.behind ?? 1 })
      .line('before', 'each', 'behind')
      .line('first', 'second');

  test('inside: those before in the same turn and those before the container', () => {
    expect(found(nested({ inside: '${ nodes.first + nodes.before }' }))).toEqual([]);
    expect(found(nested({ inside: '${ nodes.?behind.orValue(0) }' }))).toEqual([
      'OR4010 /nodes/3/config/output: before, each, first, second',
    ]);
  });

  test('outside: only the container', () => {
    expect(found(nested({ behind: '${ nodes.each.count + size(nodes.each.items) }' }))).toEqual([]);
    expect(found(nested({ behind: '${ nodes.second }' }))).toEqual(['OR4018 /nodes/4/config/output']);
    expect(found(nested({ behind: '${ nodes.?second.orValue(0) }' }))).toEqual(['OR4018 /nodes/4/config/output']);
  });

  test('not the container from within, for it has given nothing yet', () => {
    expect(found(nested({ inside: '${ nodes.?each.hasValue() }' }))).toEqual([
      'OR4010 /nodes/3/config/output: before, each, first, second',
    ]);
  });

  test('nor what lives beside it in another container', () => {
    const beside = service()
      .node('one', 'scope')
      .node('other', 'scope')
      .node('inner', 'transform', one, { parent: 'one' })
      .node('read', 'transform', { output: '${ nodes.inner }' }, { parent: 'other' })
      .line('one', 'other');
    expect(found(beside)).toEqual(['OR4018 /nodes/3/config/output']);
  });
});

describe('what a container works out inside', () => {
  test('sees the whole turn: what every way has done for certain', () => {
    const turn = (collect: string) =>
      service()
        .node('each', 'loop', { mode: 'times', times: 2, collect })
        .node('first', 'transform', one, inEach)
        .node('choose', 'decision', yes, inEach)
        .node('left', 'transform', one, inEach)
        .line('first', 'choose')
        .edge('choose:yes', 'left')
        .node('right', 'transform', one, inEach)
        .edge('choose:default', 'right');
    expect(found(turn('${ nodes.first + index + nodes.?left.orValue(0) }'))).toEqual([]);
    expect(found(turn('${ nodes.left }'))).toEqual([
      'OR4010 /nodes/0/config/collect: each, first, choose, right by default',
    ]);
  });

  test('a way that ends in an error needs nothing', () => {
    const refusing = service()
      .node('together', 'scope', { output: '${ nodes.paid }' })
      .node('choose', 'decision', yes, { parent: 'together' })
      .node('paid', 'transform', one, { parent: 'together' })
      .node('refused', 'raise_error', { code: 'business.refused', message: 'No' }, { parent: 'together' })
      .edge('choose:yes', 'paid')
      .edge('choose:default', 'refused');
    expect(found(refusing)).toEqual([]);
  });

  test('until also sees what the loop has given so far', () => {
    const counting = (until: string, collect = '${ index }') =>
      service()
        .node('each', 'loop', { mode: 'times', times: 9, collect, until })
        .node('step', 'transform', one, inEach);
    expect(found(counting('${ nodes.each.count > 3 && nodes.each.items[0] + 1 > nodes.step }'))).toEqual([]);
    expect(found(counting('${ nodes.each.items[0] == "x" }'))).toEqual(['OR4006 /nodes/0/config/until']);
    expect(found(counting('${ true }', '${ nodes.each.count }'))).toEqual([
      'OR4010 /nodes/0/config/collect: each, step',
    ]);
  });
});

describe('what a container gives', () => {
  const collecting = (read: string, config: object, last: object = { output: '${ item.amount }' }) =>
    orders()
      .node('each', 'loop', { items: '${ input.orders }', ...config })
      .node('step', 'transform', last as never, inEach)
      .node('read', 'transform', { output: read })
      .line('each', 'read');

  test('a list of what is collected', () => {
    expect(found(collecting('${ nodes.each.items[0].id + "!" }', { collect: { id: '${ item.id }' } }))).toEqual([]);
    expect(found(collecting('${ nodes.each.items[0] + 1 }', { collect: '${ item.id }' }))).toEqual([
      'OR4006 /nodes/2/config/output',
    ]);
  });

  test('or of what the last steps gave, nothing where they give nothing', () => {
    expect(found(collecting('${ nodes.each.items[0] + 1.0 }', {}))).toEqual([]);
    const choosing = (read: string) =>
      collecting(read, {}, one)
        .node('choose', 'decision', yes, inEach)
        .node('quiet', 'end', {}, inEach)
        .line('step', 'choose')
        .edge('choose:default', 'quiet');
    expect(found(choosing('${ nodes.each.items[0].branch }'))).toEqual(['OR4004 /nodes/2/config/output']);
    expect(found(choosing('${ nodes.each.items.filter(each, each != null) }'))).toEqual([]);
  });

  test('with gaps an item may be nothing', () => {
    const skip = { collect: '${ item.amount }', on_item_error: 'skip' };
    expect(found(collecting('${ nodes.each.items.map(each, each + 1.0) }', skip))).toEqual([
      'OR4006 /nodes/2/config/output',
    ]);
    expect(found(collecting('${ nodes.each.items.map(each, each != null ? each + 1.0 : 0.0) }', skip))).toEqual([]);
  });

  test('errors with their index, and how many turns have finished', () => {
    const read = '${ nodes.each.errors.map(each, each.error.code + string(each.index + nodes.each.count)) }';
    expect(found(collecting(read, { on_item_error: 'report' }))).toEqual([]);
    expect(found(collecting('${ nodes.each.errors[0].code }', {}))).toEqual(['OR4003 /nodes/2/config/output']);
  });

  test('a scope what its output says, or an empty object', () => {
    const scoped = (read: string, config: object) =>
      service()
        .node('together', 'scope', config as never)
        .node('step', 'transform', one, { parent: 'together' })
        .node('read', 'transform', { output: read })
        .line('together', 'read');
    expect(found(scoped('${ nodes.together + 1 }', { output: '${ nodes.step }' }))).toEqual([]);
    expect(found(scoped('${ nodes.together + "x" }', { output: '${ nodes.step }' }))).toEqual([
      'OR4006 /nodes/2/config/output',
    ]);
    expect(found(scoped('${ nodes.together.step }', {}))).toEqual(['OR4003 /nodes/2/config/output']);
  });

  test('after its error or timeout it may have given nothing', () => {
    const late = service()
      .node('together', 'scope', { output: 1, timeout: 'PT1H' })
      .node('step', 'transform', one, { parent: 'together' })
      .node('failed', 'transform', { output: '${ error.code + string(nodes.together) }' })
      .node('slow', 'transform', { output: '${ error.code + string(nodes.?together.orValue(0)) }' })
      .edge('together:error', 'failed')
      .edge('together:timeout', 'slow');
    expect(found(late)).toEqual(['OR4010 /nodes/2/config/output: together, failed by error']);
  });
});

describe('variables and containers', () => {
  const integer = { type: 'integer' };
  const set = (variable: string) => ({ assignments: [{ variable, value: 1 }] });
  const setting = (container: string, config: object, read: string) =>
    service()
      .variable('n', integer)
      .node('around', container, config as never)
      .node('note', 'set_variables', set('n'), { parent: 'around' })
      .node('read', 'transform', { output: read })
      .line('around', 'read');

  test('what a scope sets on every way is set behind it; a loop may turn no time', () => {
    expect(found(setting('scope', {}, '${ vars.n }'))).toEqual([]);
    expect(found(setting('loop', { mode: 'times', times: 3 }, '${ vars.n }'))).toEqual([
      'OR4009 /nodes/2/config/output: around, read',
    ]);
  });

  test('not behind a failure that is passed over, of the scope or of the step that sets', () => {
    const passing = (on: 'around' | 'note') =>
      service()
        .variable('n', integer)
        .node('around', 'scope', {}, on === 'around' ? { on_error: { continue: {} } } : {})
        .node('note', 'set_variables', set('n'), {
          parent: 'around',
          ...(on === 'note' ? { on_error: { continue: null } } : {}),
        })
        .node('read', 'transform', { output: '${ vars.n }' })
        .line('around', 'read');
    expect(found(passing('around'))).toEqual(['OR4009 /nodes/2/config/output: around, read']);
    expect(found(passing('note'))).toEqual(['OR4009 /nodes/2/config/output: around, read']);
  });

  test('inside everything is set that was set before', () => {
    const before = service()
      .variable('n', integer)
      .node('note', 'set_variables', set('n'))
      .node('each', 'loop', { mode: 'while', condition: '${ vars.n < 3 }' })
      .node('read', 'transform', { output: '${ vars.n }' }, inEach)
      .line('note', 'each');
    expect(found(before)).toEqual([]);
  });

  test('a variable of a container begins anew in each turn', () => {
    const own = (initial: object, where: object = inEach) =>
      service()
        .variable('n', integer, { scope: 'each', ...initial })
        .node('each', 'loop', { mode: 'times', times: 3 })
        .node('read', 'transform', { output: '${ vars.n }' }, where)
        .node('note', 'set_variables', set('n'), inEach)
        .line('read', 'note');
    expect(found(own({ initial: 0 }))).toEqual([]);
    expect(found(own({}))).toEqual(['OR4009 /nodes/1/config/output: each, read']);
  });
});

test('turns that never end well give nothing but gaps', () => {
  const failing = service()
    .node('each', 'loop', { items: [1], on_item_error: 'report' })
    .node('no', 'raise_error', { code: 'business.no', message: 'No' }, inEach)
    .node('read', 'transform', { output: '${ nodes.each.items[0] + 1 }' })
    .line('each', 'read');
  expect(found(failing)).toEqual(['OR4006 /nodes/2/config/output']);
});

describe('on a circle', () => {
  const around = (read: string, given: unknown) =>
    service()
      .node('head', 'transform', { output: read })
      .node('tail', 'transform', { output: given })
      .node('more', 'decision', { branches: [{ id: 'yes', when: '${ true }' }] })
      .line('head', 'tail', 'more')
      .edge('more:yes', 'head', { loop: { max: 2 } });

  test('what was given on the way before has its type, though it is worked out further on', () => {
    expect(found(around('${ nodes.?tail.?n.orValue(0) + 1 }', { n: 2 }))).toEqual([]);
    expect(found(around('${ nodes.?tail.?n.orValue(0) + 1 }', { n: '${ "x" }' }))).toEqual([
      'OR4002 /nodes/0/config/output',
      'OR4006 /nodes/0/config/output',
    ]);
  });

  test('what is worked out from itself has the type of what it begins with', () => {
    expect(found(around('${ nodes.?tail.?n.orValue(0) + 1 }', { n: '${ nodes.head + 1 }' }))).toEqual([]);
    expect(found(around('${ nodes.?tail.?n.orValue(0) + 1 }', { n: '${ nodes.head + "x" }' }))).toEqual([
      'OR4006 /nodes/1/config/output/n',
    ]);
  });
});

describe('the address that answers a wait', () => {
  const answering = (text: string, waits: { inner?: object; outer?: object }) =>
    service()
      .node('each', 'loop', { mode: 'times', times: 2 })
      .node('tell', 'transform', { output: text }, inEach)
      .node('inner', 'wait', (waits.inner ?? { callback: {} }) as never, inEach)
      .node('outer', 'wait', { callback: {} })
      .line('tell', 'inner')
      .line('each', 'outer');

  test('is a text, for waits of the same container and of those around it', () => {
    expect(found(answering('${ callback.inner.url + callback.outer.url }', {}))).toEqual([]);
    expect(found(answering('${ callback.inner.url + 1 }', {}))).toEqual(['OR4006 /nodes/1/config/output']);
  });

  test('is not there in an undo for a wait in a container, which may be over when it runs', () => {
    const call = { connection: 'sandbox', method: 'PUT', url: '/v1/x' };
    const undone = (parent: object) =>
      service()
        .connection('sandbox')
        .node('together', 'scope')
        .node('first', 'transform', { output: 1 }, { parent: 'together' })
        .node('charge', 'http_request', call, { ...parent, compensate_with: 'refund', retry_policy: {} })
        .node('refund', 'http_request', { ...call, body: '${ callback.reply.url }' }, { ...parent, retry_policy: {} })
        .node('reply', 'wait', { callback: {} }, parent);
    expect(found(undone({}).line('together', 'charge', 'reply')).filter((each) => each.startsWith('OR2'))).toEqual([]);
    expect(found(undone({ parent: 'together' }).line('first', 'charge', 'reply'))).toContain(
      'OR2004 /nodes/3/config/body',
    );
  });

  test('is not there for a wait without a callback, in another container, or at the end', () => {
    expect(found(answering('${ callback.inner.url }', { inner: { duration: 'PT1H' } }))).toEqual([
      'OR2004 /nodes/1/config/output',
    ]);
    const outside = service()
      .with({ outputs: { value: '${ callback.inner.url }' } })
      .node('tell', 'transform', { output: '${ callback.inner.url }' })
      .node('together', 'scope')
      .node('inner', 'wait', { callback: {} }, { parent: 'together' })
      .line('tell', 'together');
    expect(found(outside)).toEqual(['OR2004 /nodes/0/config/output', 'OR4015 /outputs/value']);
  });
});
