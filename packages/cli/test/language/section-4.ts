import { service } from '@omniroute/testing';
import {
  DECIDE,
  END,
  ERRORS,
  FORK,
  INCIDENT,
  JOIN,
  kase,
  LOOPS,
  MEETINGS,
  runtime,
  STEP,
  UNDO,
  WAIT,
} from './places.ts';
import type { Section } from './rule.ts';
import { calls, failing, gives, steps } from './write.ts';

const yes = [{ id: 'yes', label: 'Yes', when: '${ input.n > 1 }' }];
const asked = service().input({ n: { type: 'integer' } });
const choice = asked
  .node('choose', 'decision', { branches: yes })
  .node('then', 'transform', { output: 1 })
  .edge('choose:yes', 'then');

export const section4: Section = {
  title: '4. Tokens, ports, joins',
  silent: ['Convergence.'],
  shown: [
    [
      'A run is tokens moving along edges',
      'packages/cli/src/meetings.property.test.ts',
      'what is built of blocks is accepted, and every play of it comes to its end (seed ${SEED})',
    ],
    ['and from `error` with different `on`', ERRORS, 'an error takes the most specific error edge: %s'],
    [
      'Unconnected `out`, outcome or branch port: the token ends there',
      FORK,
      'a branch that leads nowhere ends at once, and branches without a join end on their own',
    ],
    ['Unconnected `timeout`: raises', WAIT, 'a timeout that is not connected is raised as timeout.wait'],
    [
      'Unconnected `timeout`: raises',
      'packages/engine/src/ops/task.test.ts',
      'a timeout that is not connected is raised as timeout.human_task, after the row is closed',
    ],
    [
      'Unconnected `timeout`: raises',
      'packages/engine/src/ops/scope.test.ts',
      'a timeout whose port is not connected is raised',
    ],
    [
      'Unconnected `error`: the error goes outward',
      ERRORS,
      'an error that no edge takes fails the run and cancels what is in flight',
    ],
    [
      'Unconnected `default` of a decision: raises `no_branch`',
      DECIDE,
      'nothing that holds and no default raises no_branch',
    ],
    ['`end` ends its token', END, 'end ends its own token only'],
    [
      'ends the run as completed and cancels the rest',
      END,
      'end with terminate completes the run and cancels the rest',
    ],
    ['`outputs.value` is evaluated once at the end', END, 'outputs.value is evaluated once, at the end'],
    ['`end.output` replaces it', END, 'end gives the run its business word and its output in place of outputs.value'],
    ['must fit `outputs.schema`', END, 'an output that does not fit is validation.output at the end node'],
    ['two `end`s with output that can both fire are refused', kase('OR3010')],
    [
      'compensated (the failure that ended the run made an undo run',
      UNDO,
      'a failure that made an undo run in a scope and then ends the run leaves it compensated',
    ],
    [
      'cancelled (it compensates likewise and stays cancelled)',
      UNDO,
      'a cancelled run compensates and stays cancelled',
    ],
    [
      "terminated (an operator's kill, nothing undone)",
      runtime('operations'),
      'a run that is terminated undoes nothing, and says who ended it and why',
    ],
    [
      'running, waiting (every token waits)',
      STEP,
      'the run is waiting when every token waits, and running while an effect is under way',
    ],
    [
      'paused (by an operator)',
      'packages/engine/src/operator/pause.test.ts',
      'of a paused run what is in flight ends, and nothing new begins',
    ],
    [
      'incident (parked for a person)',
      INCIDENT,
      'P17 an undo that fails for good parks the run and says which undo and why',
    ],
    ['An error in `outputs.value` is the run', END, 'an error in outputs.value fails the run'],
    [
      'goes to `error_policy`',
      UNDO,
      'an output of the run that cannot be evaluated is the run error, which compensates',
    ],
    ['at most one arrival per branch of its fork', JOIN, 'a join visits once: what comes late ends quietly'],
    ['at most one arrival per branch of its fork', kase('OR3022')],
    ['needed are the branches that can still reach it', FORK, 'a branch whose token ends elsewhere is not waited for'],
    ['it raises `join.unreachable`', JOIN, 'when fewer can arrive than are needed it raises join.unreachable'],
    [
      'the node runs once, after all',
      FORK,
      'a node that all branches enter runs once, after all, and leaves no trace of the meeting',
    ],
    ['a hint says so', kase('OR3025')],
    [
      'none starts at an `error` or `timeout` port',
      MEETINGS,
      'not in a step to which a path can fail to lead, or leads by an error',
    ],
    ['Anything else is refused with a fix (insert a join, or wrap in a scope)', kase('OR3007')],
    ['Anything else is refused with a fix (insert a join, or wrap in a scope)', kase('OR3007-bypass')],
    [
      'each node waits for all its incoming edges',
      FORK,
      'in a general graph of parallels every node waits for all its edges',
    ],
    [
      'is accepted where all its splits are `parallel`',
      MEETINGS,
      'chooses nothing, goes back nowhere and lets nothing go wrong',
    ],
    [
      'all conditions are evaluated before any branch starts',
      DECIDE,
      'in mode all the conditions are evaluated before any branch starts',
    ],
    [
      'Forks are `parallel` and `decision` in mode `all`',
      MEETINGS,
      'is a fork of its branches and of the exit for everything else',
    ],
    ['stay in one container and branch', MEETINGS, 'do not leave a branch, enter one, or lead to where branches meet'],
    ['stay in one container and branch', kase('OR3023')],
    [
      'the edge may be taken `max` times in one visit of its container',
      LOOPS,
      'a back edge may be taken max times, once more is limit.iterations at its source',
    ],
    ['`max` may be left out only if the cycle contains', kase('OR3004')],
    ['A back edge makes a new visit, with a new key', LOOPS, 'a back edge makes new visits, each with a new key'],
  ],
  found: [
    [
      'Two edges on one port are allowed only from `parallel`',
      steps('a', 'b', 'c').line('a', 'b').line('a', 'c'),
      ['OR3005 /edges/1'],
    ],
    [
      'otherwise refused, and the fix inserts a `parallel`',
      steps('a', 'b', 'c').line('a', 'b').line('a', 'c'),
      ['OR3005 /edges/1'],
    ],
    ['are edge `source_handle`s', steps('a', 'b').edge('a:side', 'b'), ['OR2003 /edges/0/source_handle']],
  ],
  played: [
    [
      'unless the branches are exhaustive',
      asked.node('choose', 'decision', {
        branches: [...yes, { id: 'no', label: 'No', when: '${ input.n <= 1 }' }],
      }),
      { input: { n: 0 } },
      { status: 'completed', path: 'choose' },
    ],
    ['without one an edge leaves by the only port, or `out`', steps('a', 'b').line('a', 'b'), {}, { path: 'a b' }],
    [
      'A branch without an id is named by its first node',
      steps('a', 'b')
        .node('go', 'parallel')
        .node('meet', 'join')
        .line('go', 'a', 'meet')
        .line('go', 'b', 'meet')
        .with({ outputs: { schema: {}, value: '${ nodes.meet }' } }),
      {},
      { output: { winner: 'a', arrived: ['a', 'b'] } },
    ],
    [
      'Unconnected `out`, outcome or branch port: the token ends there',
      choice
        .node('other', 'transform', { output: 2 })
        .edge('choose:default', 'other')
        .with({
          edges: [{ source: 'choose', source_handle: 'default', target: 'other' }],
          nodes: [
            { id: 'choose', type: 'decision', config: { branches: yes } },
            { id: 'other', type: 'transform', config: { output: 2 } },
          ],
        }),
      { input: { n: 2 } },
      { path: 'choose', status: 'completed' },
    ],
    [
      'The run ends when its last token ends',
      steps('a').node('go', 'parallel').node('b', 'wait', { duration: 'PT1H' }).line('go', 'a').line('go', 'b'),
      {},
      { duration: 'PT1H', status: 'completed' },
    ],
    ['`no_branch`', choice, { input: { n: 0 } }, { status: 'failed', code: 'no_branch' }],
    ['Run status: completed', steps('a'), {}, { status: 'completed', path: 'a' }],
    [
      'failed;',
      calls(service(), 'call'),
      { mocks: { call: failing('http.404') } },
      { status: 'failed', code: 'http.404' },
    ],
    [
      '`end.status` is a free business word',
      service().node('over', 'end', { status: 'gave up' }),
      {},
      { status: 'completed', end_status: 'gave up' },
    ],
    [
      'Status of a visit: running, waiting, completed, continued, failed, cancelled, skipped',
      calls(calls(steps('done', 'off'), 'cont', { on_error: { continue: 0 } }), 'fail')
        .node('go', 'parallel')
        .node('late', 'wait', { duration: 'PT1H' })
        .line('go', 'done')
        .line('go', 'off')
        .line('go', 'cont')
        .line('go', 'late')
        .line('go', 'fail'),
      { mocks: { cont: failing('auth'), fail: [{ after: 'PT1S', error: { code: 'auth', message: 'no' } }] } },
      { path: 'go done off cont:continued late:cancelled fail:failed' },
    ],
    [
      '`end.output` replaces it',
      gives(1, service()).node('over', 'end', { output: 2 }).line('value', 'over'),
      {},
      { output: 2 },
    ],
  ],
};
