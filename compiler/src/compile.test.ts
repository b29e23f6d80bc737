import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import { planHash } from '@omniroute/plan';
import { type ServiceBuilder, service } from '@omniroute/testing';
import { describe, expect, test } from 'vitest';
import { compile, type LoweringRegistry } from './index.ts';

const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };
const compiled = (builder: ServiceBuilder) => compile({ document: builder.json }, options);
const found = (builder: ServiceBuilder) =>
  compiled(builder).diagnostics.map(({ code, pointer }) => `${code} ${pointer}`);

const yes = (id: string) => ({ branches: [{ id, when: '${ true }' }] });
const one = { output: 1 };

describe('all faults of a document are found at once, and no fault twice', () => {
  const faults = service()
    .with({ outputs: { value: '${ nodes.firts }' } })
    .node('first', 'transform', { output: '${ 1 + "a" }', outptu: 1 })
    .node('second', 'tranform', {})
    .node('third', 'transform', { output: '${ nodes.second.anything + true }' })
    .node('choose', 'decision', yes('again'))
    .line('first', 'second', 'third', 'choose')
    .edge('choose:again', 'third')
    .edge('choose:default', 'nirvana');

  test('shapes, kinds, edges, circles, types and references together', () => {
    expect(found(faults)).toEqual(
      [
        'OR2001 /edges/4/target',
        'OR3004 /edges/3',
        'OR4006 /nodes/0/config/output',
        'OR1003 /nodes/0/config/outptu',
        'OR6001 /nodes/1/type',
        'OR2004 /outputs/value',
      ].sort((a, b) => (a.slice(7) < b.slice(7) ? -1 : 1)),
    );
  });

  test('a setting that does not exist or is missing is told of the step, not of the document', () => {
    const settings = service().node('look', 'http_request', { method: 'GET', headrs: {} });
    expect(
      compiled(settings)
        .diagnostics.map(({ message }) => message)
        .slice(0, 2),
    ).toEqual(['This step needs "url".', '"headrs" is not a field of this step. Did you mean "headers"?']);
  });

  test('a misspelt end of an edge does not make the steps behind it unreachable or unknown', () => {
    const misspelt = service()
      .node('first', 'transform', one)
      .node('second', 'transform', { output: '${ nodes.first + 1 }' })
      .node('third', 'transform', { output: '${ nodes.second + 1 }' })
      .edge('frist', 'second')
      .edge('second', 'thrid');
    expect(found(misspelt)).toEqual(['OR2002 /edges/0/source', 'OR2001 /edges/1/target']);
  });

  test('a step whose settings have no shape gives anything and counts as an effect', () => {
    const broken = service()
      .node('pause', 'wait', { duration: 5 })
      .node('choose', 'decision', { branches: [{ id: 'again', when: '${ nodes.pause.event.anything == 1 }' }] })
      .edge('pause', 'choose')
      .edge('choose:again', 'pause', { loop: {} });
    expect(found(broken)).toEqual(['OR1005 /nodes/0/config/duration']);
  });

  const counting = service()
    .variable('n', { type: 'integer' })
    .node('first', 'set_variables', { assignments: [{ variable: 'n', value: 1 }] })
    .node('last', 'transform', { output: '${ vars.n + 1 }' });

  test('of a variable that nobody declared is told where it is used first', () => {
    expect(found(counting.line('first', 'last').with({ variables: [] }))).toEqual([
      'OR2005 /nodes/0/config/assignments/0/variable',
    ]);
  });

  test('a connection that leads nowhere could have led anywhere: no value is missing for it', () => {
    expect(found(counting.edge('first', 'nirvana'))).toEqual(['OR2001 /edges/0/target']);
  });

  test('a step of a kind that nobody knows may set any variable, and may wait for a callback', () => {
    const unknown = service()
      .variable('n', { type: 'integer' })
      .node('first', 'unheard_of', {})
      .node('last', 'transform', { output: { n: '${ vars.n + 1 }', url: '${ callback.first.url }' } })
      .line('first', 'last');
    expect(found(unknown)).toEqual(['OR6001 /nodes/0/type']);
  });

  test('behind an exit that is none may be an error, or a branch', () => {
    const failing = service()
      .connection('sandbox')
      .node('call', 'http_request', { url: 'https://example.com', method: 'GET' })
      .node('tell', 'transform', { output: '${ error.code }' })
      .edge('call:eror', 'tell');
    expect(found(failing)).toEqual(['OR2003 /edges/0/source_handle', 'OR5001 /nodes/0']);
  });

  test('an undo whose name is misspelt is still one', () => {
    const undone = service()
      .connection('sandbox')
      .node('call', 'http_request', { url: 'https://example.com', method: 'PUT' }, { compensate_with: 'phantom' })
      .node('undo', 'http_request', { url: 'https://example.com/${ compensation.key }', method: 'DELETE' });
    expect(found(undone)).toEqual(['OR2013 /nodes/0/compensate_with', 'OR5001 /nodes/0', 'OR5001 /nodes/1']);
  });

  test('a loop whose settings contradict themselves has items of any sort', () => {
    const loop = service()
      .node('each', 'loop', { mode: 'while', items: '${ [1, 2] }' })
      .node('work', 'transform', { output: '${ item + 1 }' }, { parent: 'each' })
      .node('last', 'transform', { output: '${ nodes.each.items[0].anything }' })
      .edge('each', 'last');
    expect(found(loop).every((each) => each.startsWith('OR6') && each.includes('/nodes/0/'))).toBe(true);
  });

  test('a connection marked as a loop leads forward all the same', () => {
    const marked = service()
      .node('split', 'parallel', {})
      .node('one', 'transform', one)
      .node('other', 'transform', one)
      .node('meet', 'join', {})
      .edge('split', 'one')
      .edge('split', 'other')
      .edge('one', 'meet')
      .edge('other', 'meet', { loop: { max: 3 } });
    expect(found(marked)).toEqual(['OR3015 /edges/3/loop']);
  });

  test('what is at fault and may be missing besides is told of as the fault', () => {
    const faulty = service()
      .node('each', 'loop', { items: '${ [1, 2] }', on_item_error: 'skip', collect: '${ nodes.phantom }' })
      .node('work', 'transform', one, { parent: 'each' })
      .node('last', 'transform', { output: '${ nodes.each.items.map(i, i.name) }' })
      .edge('each', 'last');
    expect(found(faulty)).toEqual(['OR2004 /nodes/0/config/collect']);
  });

  test('where the start is in doubt nothing is said about paths', () => {
    const twoRoots = service()
      .variable('n', { type: 'integer' })
      .node('first', 'set_variables', { assignments: [{ variable: 'n', value: 1 }] })
      .node('other', 'transform', one)
      .node('last', 'transform', { output: '${ vars.n + nodes.other }' })
      .edge('first', 'last')
      .edge('other', 'last');
    expect(found(twoRoots)).toEqual(['OR3002 /nodes/1']);
  });
});

describe('what a circle may read', () => {
  const circle = (config: object) =>
    service()
      .node('first', 'transform', config as never)
      .node('second', 'transform', { output: 2 })
      .node('choose', 'decision', yes('again'))
      .node('last', 'transform', { output: '${ nodes.second }' })
      .line('first', 'second', 'choose')
      .edge('choose:again', 'first', { loop: { max: 3 } })
      .edge('choose:default', 'last');

  test('at its head the latest visit, as something that may be missing', () => {
    expect(found(circle({ output: '${ nodes.?second.orValue(0) }' }))).toEqual([]);
    expect(found(circle({ output: '${ nodes.?first.orValue(0) }' }))).toEqual([]);
    expect(found(circle({ output: '${ nodes.second }' }))).toEqual(['OR4010 /nodes/0/config/output']);
  });

  test('the start is the head of the circle, though an edge leads to it', () => {
    expect(compiled(circle(one)).plan?.entry).toBe(0);
  });
});

describe('what a timeout leaves behind', () => {
  const waiting = (read: string, at: 'taken' | 'late' | 'after') =>
    service()
      .message('paid', { schema: { type: 'object', required: ['amount'], properties: { amount: { type: 'number' } } } })
      .node('pause', 'wait', { message: { name: 'paid', correlation: 'o-1' }, timeout: 'PT1H' })
      .node('taken', 'transform', { output: at === 'taken' ? read : 1 })
      .node('late', 'transform', { output: at === 'late' ? read : 1 })
      .node('after', 'transform', { output: at === 'after' ? read : 1 })
      .edge('pause', 'taken')
      .edge('pause:timeout', 'late')
      .edge('taken', 'after')
      .edge('late', 'after');

  test('where the message was taken its payload has the declared type', () => {
    expect(found(waiting('${ nodes.pause.payload.amount + 1.0 }', 'taken'))).toEqual([]);
    expect(found(waiting('${ nodes.pause.payload.amount + "x" }', 'taken'))).toEqual(['OR4006 /nodes/1/config/output']);
  });

  test('where it may have timed out the payload may be nothing', () => {
    expect(found(waiting('${ nodes.pause.payload.amount }', 'late'))).toEqual(['OR4004 /nodes/2/config/output']);
    expect(found(waiting('${ nodes.pause.payload.amount }', 'after'))).toEqual(['OR4004 /nodes/3/config/output']);
    expect(found(waiting('${ nodes.pause.event == "timeout" ? "late" : "in time" }', 'after'))).toEqual([]);
  });

  test('at the end of the run it has come in time where the late way ends in an error', () => {
    const payload = { type: 'object', required: ['amount'], properties: { amount: { type: 'number' } } };
    const raise = { code: 'business.late', message: 'Nobody paid' };
    const ending = (late: 'raise_error' | 'transform', terminate: boolean) =>
      service()
        .message('paid', { schema: payload })
        .with({ outputs: { schema: { type: 'number' }, value: '${ nodes.pause.payload.amount }' } })
        .node('pause', 'wait', { message: { name: 'paid', correlation: 'o-1' }, timeout: 'PT1H' })
        .node('late', late, late === 'raise_error' ? raise : { output: 1 })
        .node('over', 'end', { terminate })
        .edge('pause', 'over')
        .edge('pause:timeout', 'late');
    expect(found(ending('raise_error', false))).toEqual([]);
    expect(found(ending('transform', false))).toEqual(['OR4004 /outputs/value']);
    expect(found(ending('raise_error', true))).toEqual(['OR4004 /outputs/value']);
  });

  test('on its path the error is in scope, after paths have met it is not', () => {
    expect(found(waiting('${ error.code }', 'late'))).toEqual([]);
    expect(found(waiting('${ error.code }', 'after'))).toEqual(['OR4015 /nodes/3/config/output']);
  });
});

describe('on_error.continue', () => {
  const continuing = (read: string) =>
    service()
      .connection('sandbox')
      .node(
        'tell',
        'send_notification',
        { connection: 'sandbox', channel: 'sms', to: '+1', text: 'Hello' },
        { on_error: { continue: { sent: false } }, retry_policy: { maximum_attempts: 2 } },
      )
      .node('read', 'transform', { output: read })
      .edge('tell', 'read');

  test('makes the output either, so neither form may be taken for granted', () => {
    expect(found(continuing('${ nodes.tell.id }'))).toEqual(['OR4004 /nodes/1/config/output']);
    expect(found(continuing('${ has(nodes.tell.id) }'))).toEqual([]);
  });
});

describe('rules that hold', () => {
  test('are accepted: precedence past every branch, exclusion of branches, once without a circle', () => {
    const ruled = service()
      .with({
        rules: [
          { id: 'first_of_all', precedence: { first: 'first', then: 'last' } },
          { id: 'never_both', exclusion: ['left', 'right'] },
          { id: 'only_once', at_most_once: 'last' },
        ],
      })
      .node('first', 'transform', one)
      .node('choose', 'decision', yes('go_left'))
      .node('left', 'transform', one)
      .node('right', 'transform', one)
      .node('last', 'end')
      .line('first', 'choose')
      .edge('choose:go_left', 'left')
      .edge('choose:default', 'right')
      .edge('left', 'last')
      .edge('right', 'last');
    expect(found(ruled)).toEqual([]);
  });
});

describe('the same input', () => {
  const builder = service()
    .input({ order_id: { type: 'string' } })
    .node('first', 'transform', { output: { id: '${ input.order_id }', b: '${ uuid() }', a: '${ uuid() }' } })
    .with({ business_keys: { order: '${ input.order_id }', again: '${ input.order_id + "x" }' } })
    .node('last', 'end', { status: 'done' })
    .line('first', 'last');

  test('gives the same plan byte for byte, as text or document, in any spelling of its keys', () => {
    const reversed = JSON.parse(JSON.stringify(builder.document), (_, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    );
    const plans = [
      compiled(builder).plan,
      compile({ text: JSON.stringify(builder.document, null, 3) }, options).plan,
      compile({ document: reversed }, options).plan,
    ];
    const hashes = plans.map((plan) => (plan === undefined ? 'none' : planHash(plan)));
    expect(new Set(hashes).size).toBe(1);
    expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
  });

  test('is not changed by compiling it', () => {
    const before = JSON.stringify(builder.document);
    compile({ document: builder.document as never }, options);
    expect(JSON.stringify(builder.document)).toBe(before);
  });

  test('names and positions are not part of a plan', () => {
    const moved = builder.with({
      name: 'Another name',
      description: 'Words',
      nodes: builder.document.nodes.map((node) => ({ ...node, name: 'Step', position: { x: 5, y: 7 } })),
    });
    expect(compiled(moved).plan).toEqual(compiled(builder).plan);
  });
});
