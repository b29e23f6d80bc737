import { effectPlan } from '../effect-plan.ts';
import type { RaceFlow } from './flow.ts';

const OK = { type: 'object', required: ['ok'], properties: { ok: { type: 'boolean' } } } as const;
const PAIRS = 300;
const FEW = 60;
/** Characters of the large document. */
const DOCUMENT = 100_000;

const answer = { ok: true };
const output = { value: { id: '${ input.id }' } };
const small = { input: { id: 'o-1001' }, answer, messages: [], pairs: PAIRS, calls: false };
const work = (index: number) => ({
  id: `work_${index}`,
  op: 'act' as const,
  input: { id: '${ input.id }', step: index },
  output: OK,
});
const count = (length: number) => Array.from({ length }, (_, index) => index);

const sequence: RaceFlow = {
  ...small,
  id: 'sequence',
  title: 'ten steps in a row',
  plan: effectPlan({ nodes: count(10).map(work), output }),
};

const fork: RaceFlow = {
  ...small,
  id: 'fork',
  title: 'ten branches and their join',
  plan: effectPlan({
    nodes: [
      { id: 'go', op: 'fork', branches: Object.fromEntries(count(10).map((index) => [`b${index}`, `work_${index}`])) },
      ...count(10).map((index) => ({ ...work(index), to: 'meet' })),
      { id: 'meet', op: 'join' },
    ],
    output,
  }),
};

const each: RaceFlow = {
  ...small,
  id: 'each',
  title: '100 items, ten at once',
  pairs: FEW,
  input: { id: 'o-1001', items: count(100) },
  plan: effectPlan({
    nodes: [
      { id: 'all', op: 'each', items: '${ input.items }', concurrency: 10, collect: '${ nodes.work.ok }' },
      { id: 'work', op: 'act', parent: 'all', input: { id: '${ input.id }', step: '${ item }' }, output: OK },
    ],
    output,
  }),
};

const decisions: RaceFlow = {
  ...small,
  id: 'decisions',
  title: '1,000 decisions and one step',
  plan: effectPlan({
    variables: { n: { initial: 0 } },
    nodes: [
      { id: 'turns', op: 'while', times: 1000, collect: null },
      {
        id: 'odd',
        op: 'decide',
        parent: 'turns',
        arms: [{ id: 'yes', when: '${ index % 2 == 1 }', to: 'two' }],
        otherwise: 'one',
      },
      { id: 'one', op: 'set', parent: 'turns', assign: { n: '${ vars.n + 1 }' }, to: null },
      { id: 'two', op: 'set', parent: 'turns', assign: { n: '${ vars.n + 2 }' }, to: null },
      { id: 'work', op: 'act', input: { id: '${ input.id }', step: '${ vars.n }' }, output: OK },
    ],
    output,
  }),
};

const wait: RaceFlow = {
  ...small,
  id: 'wait',
  title: 'a message, then two steps',
  messages: [{ name: 'paid', correlation: 'o-1001', payload: { by: 'customer' } }],
  plan: effectPlan({
    messages: { paid: true },
    nodes: [{ id: 'hold', op: 'wait', on: { message: 'paid', correlation: '${ input.id }' } }, work(1), work(2)],
    subscriptions: [{ name: 'paid', correlation: '${ input.id }' }],
    output,
  }),
};

const http: RaceFlow = {
  ...small,
  id: 'http',
  title: 'five calls of a server on this machine',
  calls: true,
  plan: effectPlan({ nodes: count(5).map(work), output }),
};

const document: RaceFlow = {
  ...small,
  id: 'document',
  title: 'a document of 100 kB through ten steps',
  pairs: FEW,
  input: { id: 'o-1001', document: 'x'.repeat(DOCUMENT) },
  plan: effectPlan({
    nodes: count(10).map((index) => ({
      id: `work_${index}`,
      op: 'act' as const,
      input: { document: '${ input.document }', step: index },
      output: OK,
    })),
    output,
  }),
};

/** The flows that are raced. */
export const FLOWS: readonly RaceFlow[] = [sequence, fork, each, decisions, wait, http, document];
