import { service } from '@omniroute/testing';
import { BODIES, CALL, COMPILE, EACH, ERRORS, EVALUATE, kase, SET, START } from './places.ts';
import type { Section } from './rule.ts';
import { calls, failing, gives } from './write.ts';

const read = service().input({
  n: { type: 'number' },
  name: { type: 'string' },
  list: { type: 'array', items: { type: 'integer' } },
});
const input = { n: 3, name: 'Ada', list: [1, 2] };
const people = '[{"k": "b", "v": 1}, {"k": "a", "v": 2}, {"k": "b", "v": 3}]';
/** The value of an expression, as the output of a run. */
const value = (words: string, expression: string, output: unknown) =>
  [words, gives(expression, read), { input }, { output } as never] as const;
const collections = '`group_by(l, "key")` gives a map of lists';
const functions = "Functions beyond CEL's standard library";

export const section2: Section = {
  title: '2. Values',
  silent: ['In scope:'],
  shown: [
    ['Ids, names, ports and other fields marked literal take no template', kase('OR1012')],
    [
      'what a trigger received (`event.data`, `event.headers`, `event.query`, CloudEvents attributes)',
      START,
      'what a trigger received is filtered, mapped and judged',
    ],
    ['inside `triggers[]` only', kase('OR4015')],
    ['see section 5', COMPILE, 'at its head the latest visit, as something that may be missing'],
    [
      "the inner loop hides the outer's short names",
      BODIES,
      'the inner loop has the short names, the outer one its long name; a scope hides none',
    ],
    ['inside a loop body', BODIES, 'outside a loop there is neither, nor in what the loop itself is given'],
    [
      'on paths that begin at an `error` or `timeout` port',
      ERRORS,
      'the error is in scope on the path that begins at the error port, and no further than that token',
    ],
    [
      'the signed address that answers the next visit of that wait',
      EACH,
      'the address of a callback answers the next visit of its wait in this turn',
    ],
    ["in any node's config", BODIES, 'is a text, for waits of the same container and of those around it'],
    [
      '(it survives continue-as-new; in a called subflow `run` is the root run, `service` the subflow)',
      CALL,
      'runs under keys of its own, sees nothing of its caller, and its output is that of the call',
    ],
    [
      'a hash of (run, key, ordinal)',
      SET,
      'uuid() differs with every call in a visit and is the same in every repetition of the run',
    ],
    ['pure, so equal on replay', SET, 'the ordinals of uuid() begin again with each visit'],
    [
      'Inside is CEL',
      'packages/expressions/src/conformance/conformance.test.ts',
      'has a scoreboard: of 2,344 cases at least 1,313 are in the profile and 99 of 100 of those pass',
    ],
    ['Inside is CEL', EVALUATE, 'gives JSON or an error, never an exception'],
  ],
  found: [
    ['Business calendars are activities', gives('${ add_business_days(now(), 3) }'), ['OR4005 /nodes/0/config/output']],
    [
      'and null, lists and maps there are type errors (`json_string`)',
      gives('a ${ input.list }', read),
      ['OR4007 /nodes/0/config/output'],
    ],
    [
      'and null, lists and maps there are type errors (`json_string`)',
      gives('a ${ null }'),
      ['OR4007 /nodes/0/config/output'],
    ],
    [
      'a bare string where a boolean is expected is a type error with a fix',
      service().node('d', 'decision', { branches: [{ id: 'a', label: 'A', when: 'true' }] }),
      ['OR4008 /nodes/0/config/branches/0/when'],
    ],
    ['a variable | section 6', gives('${ vars.none }'), ['OR2005 /nodes/0/config/output']],
    ['inside `triggers[]` only', gives('${ event.data }'), ['OR4015 /nodes/0/config/output']],
  ],
  played: [
    value('a string holding `${ … }` is a template', 'Hello ${ input.name }!', 'Hello Ada!'),
    value("keeps the value's type", '${ input.list }', [1, 2]),
    value('(whole numbers without a point)', '${ input.n }/${ 2.5 }/${ true }', '3/2.5/true'),
    value('`$${` is a literal `${`', 'pay $${ input.n } or ${ input.n }', 'pay ${ input.n } or 3'),
    value('so map literals and strings may hold braces', '${ {"a": {"b": "}"}} }', { a: { b: '}' } }),
    value('so map literals and strings may hold braces', 'x ${ {"a": "}"}.a } y', 'x } y'),
    value("the run's input, conforming to `inputs`", '${ input.n + 1 }', 4),
    value('which trigger started the run', '${ trigger.id }', 'manual'),
    value('logical time of the activation', '${ string(now()) }', '2026-01-01T00:00:00Z'),
    value(
      '`run.id`, `run.started_at`, `tenant.id`, `service.id`, `service.version`',
      '${ [service.id, string(run.started_at), string(now())].map(s, s) }',
      ['service', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'],
    ),
    [
      '`{ code, message, details, node, iteration, attempt }`',
      calls(read, 'call').node('over', 'end', { output: '${ error }' }).edge('call:error', 'over'),
      { input, mocks: { call: failing('http.404') } },
      { output: { code: 'http.404', message: 'no', details: null, node: 'call', iteration: '1', attempt: 1 } },
    ],
    [
      '`item`, `index`, `loop.<id>.item`, `loop.<id>.index`',
      read
        .node('each', 'loop', {
          items: '${ input.list }',
          collect: '${ [item, index, loop.each.item, loop.each.index] }',
        })
        .node('work', 'transform', { output: 1 }, { parent: 'each' })
        .with({ outputs: { schema: {}, value: '${ nodes.each.items }' } }),
      { input },
      {
        output: [
          [1, 0, 1, 0],
          [2, 1, 2, 1],
        ],
      },
    ],
    value(functions, '${ [string(decimal("0.1") + decimal("0.2")), sum([1, 2, 3]) == 6 ? "six" : "no"] }', [
      '0.3',
      'six',
    ]),
    value(functions, '${ [min_of([3, 1, 2]), max_of([3, 1, 2])] }', [1, 3]),
    value(functions, '${ [distinct([1, 2, 1]), flatten([[1], [2, 3]])] }', [
      [1, 2],
      [1, 2, 3],
    ]),
    value(functions, '${ json_parse(json_string({"a": [1, null]})) }', { a: [1, null] }),
    value(functions, '${ [is_timestamp("2026-01-05T09:00:00Z"), is_timestamp("soon")] }', [true, false]),
    value(functions, '${ timestamp("2026-01-05T23:30:00Z").getHours("Africa/Lagos") }', 0),
    value(collections, `\${ group_by(${people}, "k") }`, {
      a: [{ k: 'a', v: 2 }],
      b: [
        { k: 'b', v: 1 },
        { k: 'b', v: 3 },
      ],
    }),
    value('`index_by(l, "key")` a map', `\${ index_by(${people}, "k") }`, { a: { k: 'a', v: 2 }, b: { k: 'b', v: 3 } }),
    value('`sort_by(l, "key")`', `\${ sort_by(${people}, "k").map(e, e.v) }`, [2, 1, 3]),
    value('`slice(l, from, to)`', '${ slice([1, 2, 3, 4], 1, 3) }', [2, 3]),
    value('`chunk(l, n)`', '${ chunk([1, 2, 3], 2) }', [[1, 2], [3]]),
    value('`zip(a, b)` pairs', '${ zip([1, 2], ["a", "b"]) }', [
      [1, 'a'],
      [2, 'b'],
    ]),
    value('`merge(a, b)` with the right winning', '${ merge({"a": 1, "b": 1}, {"b": 2}) }', { a: 1, b: 2 }),
    value(
      '`sha256` lower-case hex',
      '${ sha256("abc") }',
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    ),
  ],
};
