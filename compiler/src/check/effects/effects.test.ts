import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import { type ServiceBuilder, service } from '@omniroute/testing';
import { describe, expect, test } from 'vitest';
import { compile, type LoweringRegistry } from '../../index.ts';

/** What is found besides hints: code, place, and the path that shows it. */
function found(builder: ServiceBuilder): string[] {
  const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };
  return compile({ document: builder.json }, options)
    .diagnostics.filter(({ severity }) => severity !== 'hint')
    .map(({ code, pointer, path = [] }) => {
      const way = path.map(({ node }) => node).join(', ');
      return way === '' ? `${code} ${pointer}` : `${code} ${pointer}: ${way}`;
    });
}

const integer = { type: 'integer' };
const set = (value: unknown) => ({ assignments: [{ variable: 'n', value }] }) as Record<string, unknown>;
const add = (value: unknown) => ({ assignments: [{ variable: 'n', add: value }] }) as Record<string, unknown>;
const sms = { connection: 'sandbox', channel: 'sms', to: '+1', text: 'Hello' };
const thrice = { retry_policy: { maximum_attempts: 3 } };

describe('one variable and steps that run at the same time', () => {
  const branches = (left: object, right: object, variable: object = {}) =>
    service()
      .variable('n', integer, { initial: 0, ...variable })
      .node('start', 'parallel')
      .node('left', 'set_variables', left as never)
      .node('right', 'set_variables', right as never)
      .node('meet', 'join')
      .node('after', 'transform', { output: '${ vars.n }' })
      .line('start', 'left', 'meet', 'after')
      .line('start', 'right', 'meet');

  test('two writers need a merge', () => {
    expect(found(branches(set(1), set(2)))).toEqual(['OR5005 /variables/0: start, left, right']);
    expect(found(branches(add(1), add(2), { merge: 'sum' }))).toEqual([]);
  });

  test('behind where they meet one may write, and read what came together', () => {
    expect(found(branches(set(1), { assignments: [{ variable: 'n', value: '${ vars.n }' }] }))).toEqual([
      'OR5005 /variables/0: start, left, right',
    ]);
    expect(
      found(branches(add(1), add(2), { merge: 'sum' }).node('last', 'set_variables', set(1)).line('after', 'last')),
    ).toEqual([]);
  });

  test('where contributions are collected it is neither set nor read', () => {
    expect(found(branches(add(1), set(2), { merge: 'sum' }))).toEqual(['OR5007 /nodes/2/config/assignments/0/value']);
    expect(found(branches(add(1), add('${ vars.n }'), { merge: 'sum' }))).toEqual([
      'OR5008 /nodes/2/config/assignments/0/add',
    ]);
  });

  test('turns that run side by side write only what is theirs, or contribute', () => {
    const turns = (note: object, variable: object, concurrency = 3) =>
      service()
        .variable('n', integer, { initial: 0, ...variable })
        .node('each', 'loop', { items: [1, 2, 3], concurrency })
        .node('note', 'set_variables', note as never, { parent: 'each' });
    expect(found(turns(set('${ item }'), {}))).toEqual(['OR5005 /variables/0: each, note']);
    expect(found(turns(set('${ item }'), {}, 1))).toEqual([]);
    expect(found(turns(set('${ item }'), { scope: 'each' }))).toEqual([]);
    expect(found(turns(add('${ item }'), { merge: 'sum' }))).toEqual([]);
    expect(found(turns(set('${ item }'), { merge: 'last' }))).toEqual(['OR5007 /nodes/1/config/assignments/0/value']);
  });

  test('branches inside one turn share what belongs to the turn', () => {
    const inside = service()
      .variable('n', integer, { initial: 0, scope: 'each' })
      .node('each', 'loop', { items: [1, 2], concurrency: 2 })
      .node('start', 'parallel', {}, { parent: 'each' })
      .node('left', 'set_variables', set(1), { parent: 'each' })
      .node('right', 'set_variables', set(2), { parent: 'each' })
      .line('start', 'left')
      .line('start', 'right');
    expect(found(inside)).toEqual(['OR5005 /variables/0: start, left, right']);
  });

  test('what says how to merge must be able to', () => {
    expect(found(service().variable('n', integer, { merge: 'append' }).node('last', 'end'))).toEqual([
      'OR5009 /variables/0/merge',
    ]);
    expect(found(service().variable('n', integer).node('note', 'set_variables', add(1)))).toEqual([
      'OR5013 /nodes/0/config/assignments/0/add',
    ]);
  });
});

describe('an undo', () => {
  const undoing = (text: string) =>
    service()
      .connection('sandbox')
      .variable('n', integer)
      .variable('m', integer, { scope: 'each', initial: 0 })
      .node('before', 'set_variables', set(1))
      .node('each', 'loop', { items: ['a', 'b'] })
      .node('first', 'transform', { output: 1 }, { parent: 'each' })
      .node('tell', 'send_notification', sms, { ...thrice, parent: 'each', compensate_with: 'sorry' })
      .node('sorry', 'send_notification', { ...sms, text }, { ...thrice, parent: 'each' })
      .line('before', 'each')
      .line('first', 'tell');

  test('sees what its step saw, the item, the error and the key of what it undoes', () => {
    const text = '${ error.code + compensation.key + item + string(index + nodes.first + vars.n) }';
    expect(found(undoing(text))).toEqual([]);
  });

  test('sees the output of its step as something that may be missing', () => {
    expect(found(undoing('${ nodes.?tell.id.orValue("none") }'))).toEqual([]);
    expect(found(undoing('${ nodes.tell.id }'))).toEqual([
      'OR4010 /nodes/4/config/text: before, each, first, tell, sorry',
    ]);
  });

  test('sees no variable of a container that may be over', () => {
    expect(found(undoing('${ string(vars.m) }'))).toEqual(['OR4019 /nodes/4/config/text']);
  });

  test('is read by nobody, and its key is known nowhere else', () => {
    const read = undoing('Sorry')
      .node('read', 'transform', { output: '${ nodes.?sorry.id.orValue("") + compensation.key }' }, { parent: 'each' })
      .line('tell', 'read');
    expect(found(read)).toEqual(['OR4015 /nodes/5/config/output']);
  });
});

describe('settings that mean nothing', () => {
  test('are refused where they stand, and accepted on effects and containers', () => {
    const meaning = (type: string, config: object, rest: object) =>
      service()
        .connection('sandbox')
        .node('step', type, config as never, rest)
        .node('inner', 'transform', { output: 1 }, type === 'scope' ? { parent: 'step' } : {})
        .with({ edges: type === 'scope' ? [] : [{ source: 'step', target: 'inner' }] });
    expect(found(meaning('scope', {}, { ...thrice, timeout: { total: 'PT1H' } }))).toEqual([]);
    expect(found(meaning('send_notification', sms, { ...thrice, timeout: { heartbeat: 'PT5S' } }))).toEqual([]);
    expect(found(meaning('scope', {}, { timeout: { heartbeat: 'PT5S' } }))).toEqual([
      'OR5011 /nodes/0/timeout/heartbeat',
    ]);
    expect(found(meaning('transform', { output: 1 }, { timeout: { total: 'PT5S' } }))).toEqual([
      'OR5011 /nodes/0/timeout',
    ]);
  });
});

describe('money that nothing gives back', () => {
  const charge = { connection: 'sandbox', method: 'card', amount: { amount: 500, currency: 'NGN' }, payer: 'tok' };
  const paying = (rest: object, behind: object = {}) =>
    service()
      .connection('sandbox')
      .node('charge', 'payment_charge', charge, { ...thrice, ...rest })
      .node('tell', 'send_notification', sms, { ...thrice, ...behind })
      .line('charge', 'tell');

  test('is pointed out where something behind it can fail', () => {
    expect(found(paying({}))).toEqual(['OR5010 /nodes/0: charge, tell']);
    expect(found(paying({}, { on_error: { continue: {} } }))).toEqual([]);
    expect(found(service().connection('sandbox').node('charge', 'payment_charge', charge, thrice))).toEqual([]);
  });
});
