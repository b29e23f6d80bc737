import { normalise } from '@omniroute/dsl';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import { type ServiceBuilder, service } from '@omniroute/testing';
import { describe, expect, test } from 'vitest';
import { compile, type LoweringRegistry } from '../../index.ts';

const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };

/** Errors: code and step. */
function found(builder: ServiceBuilder): string[] {
  const { diagnostics } = compile({ document: normalise(builder.json).document }, options);
  return diagnostics.filter(({ severity }) => severity === 'error').map(({ code, node_id }) => `${code} ${node_id}`);
}

const customer = {
  oneOf: [
    {
      type: 'object',
      additionalProperties: false,
      required: ['kind', 'name'],
      properties: { kind: { const: 'person' }, name: { type: 'string' }, note: { type: ['string', 'null'] } },
    },
    {
      type: 'object',
      additionalProperties: false,
      required: ['kind', 'company'],
      properties: { kind: { const: 'firm' }, company: { type: 'string' }, note: { type: ['string', 'null'] } },
    },
  ],
};

/** A service with a customer as input, as the output of a step and as a variable. */
const base = () =>
  service()
    .input({ customer, list: { type: 'array', items: customer } })
    .variable('customer', customer, { initial: { kind: 'person', name: 'A' } })
    .node('get', 'transform', { output: '${ input.customer }' });

/** A decision by one condition behind the first step. */
const decided = (when: string) =>
  base()
    .node('ask', 'decision', { branches: [{ id: 'yes', when: `\${ ${when} }` }] })
    .line('get', 'ask');

const reads = (text: string) => ({ output: `\${ [${text}] }` });
const change = { assignments: [{ variable: 'customer', value: '${ input.customer }' }] };

describe('behind a branch its condition is known, behind the other that it does not hold', () => {
  test.each([
    ['has(input.customer.note)', 'input.customer.note', '1'],
    ['has(nodes.get.note) && nodes.get.note != null', 'nodes.get.note.size()', '1'],
    ['!has(vars.customer.note)', '1', 'vars.customer.note'],
    ['nodes.get.kind == "person"', 'nodes.get.name', 'nodes.get.company'],
    ['vars.customer.kind != "person"', 'vars.customer.company', 'vars.customer.name'],
    ['input.customer.kind in ["firm"]', 'input.customer.company', 'input.customer.name'],
    ['nodes.?get.?note.hasValue()', 'nodes.get.note', '1'],
  ])('%s', (when, yes, no) => {
    const sound = (first: string, second: string) =>
      decided(when)
        .node('one', 'transform', reads(first))
        .node('other', 'transform', reads(second))
        .edge('ask:yes', 'one')
        .edge('ask:default', 'other');
    expect(found(sound(yes, no))).toEqual([]);
    expect(found(sound(no, yes)).length).toBeGreaterThan(0);
  });

  test('of several branches each knows that those before it do not hold', () => {
    const of = (mode: object) =>
      base()
        .node('ask', 'decision', {
          branches: [
            { id: 'none', when: '${ !has(nodes.get.note) }' },
            { id: 'empty', when: '${ nodes.get.kind == "firm" }' },
          ],
          ...mode,
        })
        .node('read', 'transform', reads('nodes.get.note, nodes.get.company'))
        .node('rest', 'transform', reads('nodes.get.note, nodes.get.name'))
        .line('get', 'ask')
        .edge('ask:empty', 'read')
        .edge('ask:default', 'rest');
    expect(found(of({}))).toEqual([]);
    expect(found(of({ mode: 'all' }))).toEqual(['OR4004 read']);
  });
});

describe('what is known stays known', () => {
  test('over further steps, into containers, and where ways that all tell it meet', () => {
    const far = decided('has(nodes.get.note)')
      .node('stop', 'raise_error', { code: 'business.no', message: 'No' })
      .node('step', 'transform', { output: 1 })
      .node('again', 'decision', { branches: [{ id: 'a', when: '${ nodes.step > 0 }' }] })
      .node('a', 'transform', { output: 1 })
      .node('meet', 'transform', reads('nodes.get.note'))
      .node('whole', 'scope')
      .node('inside', 'transform', reads('nodes.get.note'), { parent: 'whole' })
      .edge('ask:default', 'stop')
      .edge('ask:yes', 'step')
      .line('step', 'again')
      .edge('again:a', 'a')
      .edge('again:default', 'meet')
      .line('a', 'meet', 'whole');
    expect(found(far)).toEqual([]);
  });

  test('in branches that run beside each other', () => {
    const beside = decided('has(nodes.get.note)')
      .node('fork', 'parallel')
      .node('left', 'transform', reads('nodes.get.note'))
      .node('right', 'transform', reads('nodes.get.note'))
      .node('meet', 'transform', reads('nodes.get.note'))
      .edge('ask:yes', 'fork')
      .line('fork', 'left', 'meet')
      .line('fork', 'right', 'meet');
    expect(found(beside)).toEqual([]);
  });

  test('of the item of a turn, but not of the item of a loop inside', () => {
    const turns = (read: object, parent: string) =>
      base()
        .node('each', 'loop', { items: '${ input.list }' })
        .node(
          'ask',
          'decision',
          { branches: [{ id: 'yes', when: '${ has(item.note) && has(loop.each.item.note) }' }] },
          { parent: 'each' },
        )
        .node('inner', 'loop', { items: '${ input.list }' }, { parent: 'each' })
        .node('read', 'transform', read as never, { parent })
        .node('work', 'transform', { output: 1 }, { parent: 'inner' })
        .line('get', 'each')
        .edge('ask:yes', parent === 'each' ? 'read' : 'inner');
    expect(found(turns(reads('item.note, loop.each.item.note'), 'each').line('read', 'inner'))).toEqual([]);
    expect(found(turns(reads('item.note'), 'inner').line('read', 'work'))).toEqual(['OR4004 read']);
    expect(found(turns(reads('loop.each.item.note'), 'inner').line('read', 'work'))).toEqual([]);
  });

  test('of a value that is handed on whole', () => {
    const whole = (read: string) =>
      base()
        .node('each', 'loop', { items: '${ input.list }' })
        .node('ask', 'decision', { branches: [{ id: 'yes', when: '${ has(item.note) }' }] }, { parent: 'each' })
        .node('copy', 'transform', { output: '${ item }' }, { parent: 'each' })
        .node('read', 'transform', reads(read), { parent: 'each' })
        .line('get', 'each')
        .edge('ask:yes', 'copy')
        .line('copy', 'read');
    expect(found(whole('nodes.copy.note'))).toEqual([]);
  });

  test('as each turn of a loop begins whose condition says so', () => {
    const loop = base()
      .node('repeat', 'loop', { mode: 'while', condition: '${ has(vars.customer.note) }', max_iterations: 3 })
      .node('first', 'transform', reads('vars.customer.note'), { parent: 'repeat' })
      .node('write', 'set_variables', change, { parent: 'repeat' })
      .line('get', 'repeat')
      .line('first', 'write');
    expect(found(loop)).toEqual([]);
    expect(
      found(loop.node('late', 'transform', reads('vars.customer.note'), { parent: 'repeat' }).line('write', 'late')),
    ).toEqual(['OR4004 late']);
  });
});

describe('what is written again is not known any more', () => {
  const asked = () => decided('has(vars.customer.note) && has(nodes.get.note)');
  const read = reads('vars.customer.note');

  test('by a step on the way', () => {
    const behind = asked()
      .node('write', 'set_variables', change)
      .node('read', 'transform', read)
      .edge('ask:yes', 'write')
      .line('write', 'read');
    expect(found(behind)).toEqual(['OR4004 read']);
  });

  test('on one of the ways that meet, or inside a container that was left', () => {
    const body = (parent: string | undefined) =>
      asked()
        .node(
          'more',
          parent === undefined ? 'decision' : 'scope',
          parent === undefined ? { branches: [{ id: 'yes', when: '${ true }' }] } : {},
        )
        .node('write', 'set_variables', change, parent === undefined ? {} : { parent })
        .node('read', 'transform', read)
        .edge('ask:yes', 'more');
    expect(found(body(undefined).edge('more:yes', 'write').edge('more:default', 'read').line('write', 'read'))).toEqual(
      ['OR4004 read'],
    );
    expect(found(body('more').line('more', 'read'))).toEqual(['OR4004 read']);
  });

  test('by a branch beside', () => {
    const beside = asked()
      .node('fork', 'parallel')
      .node('left', 'transform', read)
      .node('right', 'set_variables', change)
      .edge('ask:yes', 'fork')
      .line('fork', 'left')
      .line('fork', 'right');
    expect(found(beside)).toEqual(['OR4004 left']);
  });

  test('by the next visit of the step, in a circle', () => {
    const circle = asked()
      .node('again', 'decision', { branches: [{ id: 'more', when: '${ true }' }] })
      .node('end', 'transform', reads('nodes.get.note'))
      .edge('ask:yes', 'again')
      .edge('again:more', 'get', { loop: { max: 2 } })
      .edge('again:default', 'end');
    expect(found(circle)).toEqual([]);
    const before = base()
      .node('use', 'transform', reads('nodes.get.note'))
      .node('ask', 'decision', { branches: [{ id: 'more', when: '${ has(nodes.get.note) }' }] })
      .line('get', 'use', 'ask')
      .edge('ask:more', 'get', { loop: { max: 2 } });
    expect(found(before)).toEqual(['OR4004 use']);
  });

  test('where an undo runs, at another time', () => {
    const call = { connection: 'shop', method: 'POST', url: '/v1' };
    const undone = asked()
      .connection('shop')
      .node('do', 'http_request', call, { compensate_with: 'undo' })
      .node('undo', 'http_request', { ...call, body: { note: '${ vars.customer.note }' } })
      .edge('ask:yes', 'do');
    expect(found(undone)).toEqual(['OR4004 undo']);
  });
});

test('what a circle makes and reads has a type as anywhere else', () => {
  const circle = (read: string) =>
    service()
      .input({ n: { type: 'integer' } })
      .node('first', 'transform', { output: { n: `\${ ${read} }` } })
      .node('last', 'transform', { output: { n: '${ nodes.first.n + 1 }', sum: '${ nodes.first.n }' } })
      .node('ask', 'decision', { branches: [{ id: 'more', when: '${ nodes.last.n < 3 }' }] })
      .line('first', 'last', 'ask')
      .edge('ask:more', 'first', { loop: { max: 3 } });
  expect(found(circle('nodes.?last.?n.orValue(input.n)'))).toEqual([]);
  expect(found(circle('nodes.?last.?m.orValue(input.n)'))).toEqual(['OR4003 first']);
  expect(found(circle('nodes.?last.?n.orValue(input.n) + "x"'))).toEqual(['OR4006 first']);
  // A value that grows with every turn has no type of its own.
  expect(found(circle('[nodes.?last.?sum.orValue([])].size()'))).toEqual([]);
});
