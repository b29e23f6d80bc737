import { service } from '@omniroute/testing';
import { ALIASES, DOCUMENT, kase, LARGE, MARKS, runtime, SCHEMAS, WAIT } from './places.ts';
import type { Section } from './rule.ts';
import { answering, calls, gives } from './write.ts';

const one = service().node('a', 'transform', { output: 1 });
const LONG = { type: 'string', 'x-large': true };
const paused = (config: object) => one.node('pause', 'wait', { ...config }).line('a', 'pause');

export const section1: Section = {
  title: '1. Document',
  shown: [
    ['Unknown fields are errors**', DOCUMENT, 'refuses unknown fields anywhere'],
    ['with "did you mean"', kase('OR1003')],
    ['Aliases accepted on reading and normalised**', ALIASES, 'are read in the same way a second time'],
    ['`node_type`→`type`', ALIASES, 'node_type is type'],
    [
      '`sourceHandle`/`targetHandle` (a target handle is dropped with a hint)',
      ALIASES,
      'sourceHandle is source_handle; a target handle is dropped with a hint',
    ],
    ['`tenant_id` (dropped with a hint)', ALIASES, 'tenant_id is dropped with a hint'],
    [
      '(`id` is the slug of the name, version 1.0)',
      ALIASES,
      'a wrapper becomes one document: its id is the slug of its name, its version 1.0',
    ],
    ['list-form `inputs`/`outputs` `[{ name, type, required }]`→ schema', ALIASES, 'list-form inputs are a schema'],
    [
      '(a list-form output takes the variable of that name, else null)',
      ALIASES,
      'a list-form output takes the variable of its name, else null',
    ],
    ['`error_handling`→`error_policy`', ALIASES, 'error_handling is error_policy'],
    [
      'node-level `activity_ref`, `ai_action`, `n8n_node`→ `config` of the kind',
      ALIASES,
      'activity_ref, ai_action and n8n_node of a node are config of its kind',
    ],
    ['`activity_name`→`activity_ref.name`', ALIASES, 'activity_name is the name in activity_ref'],
    ['`input_mapping`/`input_data`→`input`', ALIASES, 'input_mapping and input_data are input'],
    ['`timeout: "PT30S"`→`{ start_to_close }`', ALIASES, 'a timeout as text is start_to_close'],
    ['`^[a-z][a-z0-9_]{0,62}$`', DOCUMENT, 'a step may have the id %s: %s'],
    ['Edge**', DOCUMENT, 'an edge has source, source_handle, target, label, on and loop'],
    ['`nodes[].compensate_with`', DOCUMENT, 'a step has parent, position, disabled and an undo; ids are written out'],
    ['so several patterns to one target are one edge', kase('OR2009')],
    ['`connections: [{ name, type }]` declares', kase('OR2006')],
    ['Checking needs the declaration', kase('OR2006')],
    [
      'publishing needs it bound to a connection of the tenant',
      runtime('connections'),
      'that a published service uses can be neither removed nor become another type',
    ],
    ['is declared in `messages`', kase('OR2007')],
    ['An edge joins two nodes of one parent', kase('OR3006')],
    ["a trigger's edge ends outside containers", kase('OR3012')],
    ['Schemas** may use', SCHEMAS, 'LANGUAGE.md section 1, schemas'],
    ['other keywords are refused', SCHEMAS, 'LANGUAGE.md section 1, schemas'],
    ['the marks follow it through expressions', MARKS, 'marks follow a value through an expression'],
    ['What says too little to tell the value', MARKS, 'marks follow a value through an expression'],
    ['Refused is a secret in a business key', MARKS, 'places where a value can be read'],
    ['or on such an answer as a whole', LARGE, 'on a whole answer'],
    [
      'however large it is, it does not enter the run',
      runtime('large-values'),
      'of %i characters is handed to each whole, and leaves the history small',
    ],
    ['or what holds it', LARGE, 'is handed on in what holds it'],
    ['elsewhere only `size` and `has` may be asked of it', kase('OR5026')],
    ['Refused is a secret in a business key', kase('OR5022')],
    ['personal data in the other places is a warning', kase('OR5023')],
    ['anything personal in a business key', kase('OR5006')],
    ['at most three', DOCUMENT, 'has at most three business keys'],
    [
      'for searching runs',
      runtime('run-list'),
      'by a business key of their service, exactly, colons in the value included',
    ],
    [
      'stored as keyed hashes',
      runtime('run-list'),
      'what is stored of a business key tells nothing of it, and differs between tenants',
    ],
    ['(no years or months)', DOCUMENT, 'a duration of ISO 8601 without years and months: %s is %s'],
    ['zero, negative or past is due at once', WAIT, 'P14 a duration of zero or less is due at once: %s'],
    ['zero, negative or past is due at once', WAIT, 'an instant that has passed is due at once'],
  ],
  found: [
    ['one namespace', one.trigger('a', 'manual'), ['OR1015 /nodes/0/id']],
    ['no CEL reserved word', service().node('for', 'transform', { output: 1 }), ['OR1016 /nodes/0/id']],
    [
      'refused on a node without port `out`',
      service().node('a', 'end', {}, { disabled: true }),
      ['OR3011 /nodes/0/disabled'],
    ],
    [
      'names the container a node lives in',
      one.node('b', 'transform', { output: 1 }, { parent: 'a' }),
      ['OR2008 /nodes/1/parent'],
    ],
    [
      '(literal)',
      service().connection('shop').node('a', 'http_request', { connection: '${ "shop" }', method: 'GET', url: '/x' }),
      ['OR1012 /nodes/0/config/connection'],
    ],
  ],
  played: [
    [
      'A setting of an effect may be exactly such a value',
      service()
        .connection('partner', 'http')
        .node('a', 'http_request', { connection: 'partner', method: 'GET', url: '/a', output_schema: LONG })
        .node('b', 'http_request', { connection: 'partner', method: 'POST', url: '/b', body: '${ nodes.a.body }' })
        .line('a', 'b')
        .with({ outputs: { value: '${ size(nodes.a.body) }' } }),
      { mocks: { a: [{ output: { status: 200, headers: {}, body: 'x'.repeat(300_000) } }] } },
      {
        status: 'completed',
        output: 300_000,
        inputs: [
          { method: 'GET', url: '/a' },
          { method: 'POST', url: '/b', body: 'x'.repeat(300_000) },
        ],
      },
    ],
    [
      'passes through (output null, its effect not run',
      gives('${ nodes.a == null }', calls(service(), 'a', { disabled: true })).line('a', 'value'),
      {},
      { path: 'a:skipped value', keys: [], output: true },
    ],
    [
      'positions are kept, never meaningful',
      one.with({ nodes: [{ id: 'a', type: 'transform', config: { output: 1 }, position: { x: -9, y: 1e6 } }] }),
      {},
      { path: 'a', status: 'completed' },
    ],
    ['(handle `out` when absent)', one.node('b', 'transform', { output: 2 }).edge('a:out', 'b'), {}, { path: 'a b' }],
    ["the run's output is null", one, {}, { output: null, status: 'completed' }],
    [
      '`default` fills a form, never a value',
      gives('${ has(input.x) }').with({
        inputs: { type: 'object', properties: { x: { type: 'integer', default: 7 } } },
      }),
      { input: {} },
      { output: false },
    ],
    ['or a CEL duration', paused({ duration: '${ duration("90s") }' }), {}, { duration: 'PT1M30S' }],
    [
      'RFC 3339 strings or a CEL timestamp',
      paused({ until: '${ timestamp("2026-01-05T09:00:05Z") }' }),
      { now: '2026-01-05T09:00:00Z' },
      { duration: 'PT5S' },
    ],
    [
      'RFC 3339 strings or a CEL timestamp',
      paused({ until: '2026-01-05T10:00:00+01:00' }),
      { now: '2026-01-05T08:59:00Z' },
      { duration: 'PT1M' },
    ],
    [
      'kinds with an effect name one by `connection: "name"`',
      service().connection('shop').node('a', 'stock_get', { connection: 'shop', sku: 'rice-50kg' }),
      { mocks: { a: answering() } },
      { status: 'failed', code: 'validation.output' },
    ],
  ],
};
