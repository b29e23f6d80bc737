import { complete, typeToString } from '@omniroute/expressions';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import { service } from '@omniroute/testing';
import { describe, expect, it } from 'vitest';
import { createChecker, type LoweringRegistry, type TextPlace } from '../index.ts';

const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };
const drawn = service()
  .with({ inputs: { type: 'object', properties: { rows: { type: 'array', items: { type: 'number' } } } } })
  .node('first', 'transform', { output: { total: 1 } })
  .node('each', 'for_each', { items: '${ [1] }' })
  .node('turn', 'transform', { output: '' }, { parent: 'each' })
  .node('last', 'transform', { output: 'plain words' })
  .edge('first', 'each')
  .edge('each', 'last').json;

const checker = createChecker(options, drawn);
const names = (place: TextPlace, text = '') => {
  const env = checker.environmentAt(place, text);
  return env === null
    ? null
    : complete(text, text.length, env)
        .filter(({ kind }) => kind === 'value' || kind === 'field')
        .map(({ label }) => label);
};

describe('what can be read at a place of the draft', () => {
  it('is told where no expression stands yet', () => {
    expect(names({ of: 'node', id: 'last', pointer: '/config/output' }, 'nodes.')).toEqual([
      'first',
      'each',
      'turn',
      'last',
    ]);
    expect(names({ of: 'node', id: 'last', pointer: '/config/output' }, 'nodes.first.')).toEqual(['total']);
    expect(names({ of: 'node', id: 'turn', pointer: '/config/output' })).toEqual(
      expect.arrayContaining(['item', 'index', 'input']),
    );
  });

  it('differs by place: the start of a run, a place that is not there', () => {
    expect(names({ of: 'service', pointer: '/business_keys/a' })).not.toContain('nodes');
    expect(names({ of: 'service', pointer: '/outputs/value' })).toContain('nodes');
    expect(names({ of: 'node', id: 'gone', pointer: '/config/output' })).toBe(null);
  });

  it('has types', () => {
    const env = checker.environmentAt({ of: 'node', id: 'first', pointer: '/config/output' }, 'input.rows');
    expect(typeToString(env?.roots.input ?? { kind: 'error' })).toBe('an object { rows? }');
  });
});
