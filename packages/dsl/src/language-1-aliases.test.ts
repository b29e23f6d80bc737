import { describe, expect, it } from 'vitest';
import { document, findings, normal } from '../test/language.ts';

const node = (fields: object) => document({ nodes: [{ id: 'a', ...fields }] });
const nodes = (fields: object) => ({ nodes: [{ id: 'a', ...fields }] });

describe('LANGUAGE.md section 1, aliases accepted on reading and normalised', () => {
  it('node_type is type', () => {
    expect(normal(node({ node_type: 'end' }), 'nodes')).toEqual(nodes({ type: 'end' }));
  });

  it('sourceHandle is source_handle; a target handle is dropped with a hint', () => {
    const written = document({ edges: [{ source: 'a', sourceHandle: 'yes', target: 'b', targetHandle: 'in' }] });
    expect(normal(written, 'edges')).toEqual({ edges: [{ source: 'a', source_handle: 'yes', target: 'b' }] });
    expect(findings(written)).toEqual(['OR1010 /edges/0/targetHandle']);
  });

  it('tenant_id is dropped with a hint', () => {
    expect(findings(document({ tenant_id: 't' }))).toEqual(['OR1010 /tenant_id']);
    expect(normal(document({ tenant_id: 't' }), 'tenant_id')).toEqual({ tenant_id: null });
  });

  it('a wrapper becomes one document: its id is the slug of its name, its version 1.0', () => {
    const written = {
      name: 'Order  Escalation_2',
      category: 'payment',
      workflow: { nodes: [{ id: 'a', node_type: 'end', x: 1 }], edges: [], triggers: [], variables: [] },
      error_handling: { strategy: 'fail' },
    };
    expect(normal(written, 'dsl_version', 'id', 'name', 'category', 'nodes', 'variables', 'error_policy')).toEqual({
      dsl_version: '1.0',
      id: 'order-escalation-2',
      name: 'Order  Escalation_2',
      category: 'payment',
      nodes: [{ id: 'a', type: 'end', x: 1 }],
      variables: [],
      error_policy: { strategy: 'fail' },
    });
    expect(findings(written)).toEqual(['OR1003 /workflow/nodes/0/x']);
    expect(findings({ ...written, name: '1st', workflow: { nodes: [], edges: [] } })).toEqual(['OR1007 /name']);
  });

  it('list-form inputs are a schema', () => {
    const inputs = [
      { name: 'phone', type: 'string', required: true },
      { name: 'note', type: 'string' },
    ];
    expect(normal(document({ inputs }), 'inputs')).toEqual({
      inputs: {
        type: 'object',
        properties: { phone: { type: 'string' }, note: { type: 'string' } },
        required: ['phone'],
      },
    });
    expect(findings(document({ inputs: [{ name: 'a', type: 'strin' }] }))).toEqual(['OR1005 /inputs/0/type']);
    expect(findings(document({ inputs: ['a'] }))).toEqual(['OR1005 /inputs']);
  });

  it('a list-form output takes the variable of its name, else null', () => {
    const written = document({
      outputs: [
        { name: 'done', type: 'boolean' },
        { name: 'other', type: 'null' },
      ],
      variables: [{ name: 'done', schema: { type: 'boolean' } }],
    });
    expect(normal(written, 'outputs')).toEqual({
      outputs: {
        schema: { type: 'object', properties: { done: { type: 'boolean' }, other: { type: 'null' } }, required: [] },
        value: { done: '${ vars.done }', other: null },
      },
    });
  });

  it('error_handling is error_policy', () => {
    expect(normal(document({ error_handling: { strategy: 'fail' } }), 'error_policy')).toEqual({
      error_policy: { strategy: 'fail' },
    });
    expect(findings(document({ error_handling: { strategy: 'x' } }))).toEqual(['OR1006 /error_handling/strategy']);
  });

  it('activity_ref, ai_action and n8n_node of a node are config of its kind', () => {
    expect(normal(node({ type: 'x', activity_ref: { name: 'a', version: 2 } }), 'nodes')).toEqual(
      nodes({ type: 'x', config: { activity_ref: { name: 'a', version: 2 } } }),
    );
    expect(normal(node({ type: 'x', ai_action: { prompt: 'p' }, config: { model: 'm' } }), 'nodes')).toEqual(
      nodes({ type: 'x', config: { model: 'm', prompt: 'p' } }),
    );
    expect(normal(node({ type: 'x', n8n_node: { workflow_id: 'w' } }), 'nodes')).toEqual(
      nodes({ type: 'x', config: { workflow_id: 'w' } }),
    );
    expect(findings(node({ type: 'x', ai_action: 'p' }))).toEqual(['OR1003 /nodes/0/ai_action']);
  });

  it('n8n_workflow_id is workflow_id, in the settings and in n8n_node', () => {
    const settings = nodes({ type: 'x', config: { workflow_id: 'w', input: 1 } });
    expect(normal(node({ type: 'x', config: { n8n_workflow_id: 'w', input: 1 } }), 'nodes')).toEqual(settings);
    expect(normal(node({ type: 'x', n8n_node: { n8n_workflow_id: 'w', input: 1 } }), 'nodes')).toEqual(settings);
    const twice = { workflow_id: 'v', n8n_workflow_id: 'w' };
    expect(normal(node({ type: 'x', config: twice }), 'nodes')).toEqual(nodes({ type: 'x', config: twice }));
  });

  it('activity_name is the name in activity_ref', () => {
    expect(normal(node({ type: 'x', activity_name: 'a' }), 'nodes')).toEqual(
      nodes({ type: 'x', config: { activity_ref: { name: 'a' } } }),
    );
  });

  it('input_mapping and input_data are input', () => {
    for (const alias of ['input_mapping', 'input_data'])
      expect(normal(node({ type: 'x', [alias]: { a: 1 } }), 'nodes')).toEqual(
        nodes({ type: 'x', config: { input: { a: 1 } } }),
      );
  });

  it('a timeout as text is start_to_close', () => {
    expect(normal(node({ type: 'x', timeout: 'PT30S' }), 'nodes')).toEqual(
      nodes({ type: 'x', timeout: { start_to_close: 'PT30S' } }),
    );
    expect(findings(node({ type: 'x', timeout: '30s' }))).toEqual(['OR1007 /nodes/0/timeout']);
  });

  it('an alias beside what it stands for is refused, so that neither wins in silence', () => {
    expect(findings(node({ type: 'x', node_type: 'y' }))).toEqual(['OR1003 /nodes/0/node_type']);
    expect(findings(document({ error_policy: {}, error_handling: {} }))).toEqual(['OR1003 /error_handling']);
    const twice = { source: 'a', source_handle: 'x', sourceHandle: 'y', target: 'b' };
    expect(findings(document({ edges: [twice] }))).toEqual(['OR1003 /edges/0/sourceHandle']);
  });

  it('are read in the same way a second time', () => {
    const written = document({ nodes: [{ id: 'a', node_type: 'x', timeout: 'PT1S', input_data: 1 }], inputs: [] });
    const once = normal(written, 'nodes', 'inputs');
    expect(normal(document(once as never), 'nodes', 'inputs')).toEqual(once);
  });
});

describe('LANGUAGE.md section 3, schedules', () => {
  it('have catch_up written out on normalising', () => {
    const schedule = (config: object) => document({ triggers: [{ id: 't', type: 'schedule', config: { ...config } }] });
    expect(normal(schedule({ every: 'PT1H' }), 'triggers')).toEqual({
      triggers: [{ id: 't', type: 'schedule', config: { every: 'PT1H', catch_up: 'PT10M' } }],
    });
    expect(normal(schedule({ every: 'PT1H', catch_up: 'PT1M' }), 'triggers')).toEqual({
      triggers: [{ id: 't', type: 'schedule', config: { every: 'PT1H', catch_up: 'PT1M' } }],
    });
  });
});
