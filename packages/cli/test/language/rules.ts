/** A rule of the language by its words, and the test that shows it. */
export type LanguageRule = readonly [words: string, file: string, test: string];

const engine = (name: string) => `packages/engine/src/${name}.test.ts`;
const DOCUMENT = 'packages/dsl/src/language-1-document.test.ts';
const CHECK_RULES = 'compiler/src/check/effects/rules.test.ts';
const JOIN = engine('ops/join');
const FORK = engine('ops/fork');
const EACH = engine('ops/each');
const WAIT = engine('ops/wait');
const UNDO = engine('undo/undo');
const VARIABLES = engine('variables');

/** Rules by the section of `docs/language.md` that says them. */
export const rules: Readonly<Record<string, readonly LanguageRule[]>> = {
  '1. Document': [
    ['**Unknown fields are errors**', DOCUMENT, 'LANGUAGE.md section 1, document'],
    [
      '**Aliases accepted on reading and normalised**',
      'packages/dsl/src/language-1-aliases.test.ts',
      'LANGUAGE.md section 1, aliases accepted on reading and normalised',
    ],
    ['* **Schemas** may use', 'packages/dsl/src/language-1-schemas.test.ts', 'LANGUAGE.md section 1, schemas'],
    ['zero, negative or past is due at once', WAIT, 'a duration of zero or less is due at once: %s'],
  ],
  '3. Entry': [
    [
      'may be left out if the service has one or none',
      engine('admit-start'),
      'a trigger may be left out where there is one or none',
    ],
    [
      'maps what it received to `inputs` (default `${ event.data }`, checked)',
      engine('admit-start'),
      'without a mapping the input is event.data',
    ],
    ['A start whose input does not fit is refused', engine('admit-start'), 'an input that does not fit makes no run'],
    [
      '(beside `config`, like `input`; false makes no run) filters',
      engine('admit-start'),
      'what a trigger received is filtered, mapped and judged',
    ],
  ],
  '4. Tokens, ports, joins': [
    [
      'Unconnected `out`, outcome or branch port: the token ends there',
      FORK,
      'a branch that leads nowhere ends at once, and branches without a join end on their own',
    ],
    ['Unconnected `timeout`: raises', WAIT, 'a timeout that is not connected is raised as timeout.wait'],
    [
      'Unconnected `default` of a decision: raises `no_branch`',
      engine('ops/decide'),
      'nothing that holds and no default raises no_branch',
    ],
    ['`end` ends its token', engine('ops/end'), 'end ends its own token only'],
    [
      'ends the run as completed and cancels the rest',
      engine('ops/end'),
      'end with terminate completes the run and cancels the rest',
    ],
    ['`outputs.value` is evaluated once at the end', engine('ops/end'), 'outputs.value is evaluated once, at the end'],
    [
      '`end.output` replaces it',
      engine('ops/end'),
      'end gives the run its business word and its output in place of outputs.value',
    ],
    ['An error in `outputs.value` is the run', engine('ops/end'), 'an error in outputs.value fails the run'],
    ['it compensates likewise and stays cancelled', UNDO, 'a cancelled run compensates and stays cancelled'],
    ['at most one arrival per branch of its fork', JOIN, 'a join visits once: what comes late ends quietly'],
    ['needed are the branches that can still reach it', FORK, 'a branch whose token ends elsewhere is not waited for'],
    ['it raises `join.unreachable`', JOIN, 'when fewer can arrive than are needed it raises join.unreachable'],
    [
      'the node runs once, after all',
      FORK,
      'a node that all branches enter runs once, after all, and leaves no trace of the meeting',
    ],
    [
      'each node waits for all its incoming edges',
      FORK,
      'in a general graph of parallels every node waits for all its edges',
    ],
    [
      'all conditions are evaluated before any branch starts',
      engine('ops/decide'),
      'in mode all the conditions are evaluated before any branch starts',
    ],
    [
      'the edge may be taken `max` times in one visit of its container',
      engine('loops'),
      'a back edge may be taken max times, once more is limit.iterations at its source',
    ],
    [
      'A back edge makes a new visit, with a new key',
      engine('loops'),
      'a back edge makes new visits, each with a new key',
    ],
  ],
  '5. Kinds of control, their outputs and ports': [
    [
      'nothing of its caller can be seen in it',
      engine('calls/call'),
      'runs under keys of its own, sees nothing of its caller, and its output is that of the call',
    ],
    [
      'A service that fails is settled and undone by its own `error_policy` first',
      engine('calls/call'),
      'fails as a node of its caller, once it has undone what it had done',
    ],
    [
      'a called subflow that completes forgets its undo entries',
      engine('calls/call'),
      'forgets its own undo when it has completed',
    ],
    [
      "before the caller's own list is undone",
      engine('calls/call'),
      'is cancelled with its caller, which goes on once the service is undone',
    ],
    [
      'a hundred calls in each other are `limit.depth`',
      engine('calls/call'),
      'one deeper is limit.depth, and without a bound of its own it ends at one hundred',
    ],
    [
      'a mutex scope, or a called subflow that has one, inside a mutex scope is refused',
      'compiler/src/check/effects/calls.test.ts',
      'a called service that takes turns, itself or further down, is refused inside a scope that keeps its turn',
    ],
    [
      'A small service of a fixed `version` becomes part of the plan',
      'compiler/src/check/effects/calls.test.ts',
      'a small service of a fixed version becomes a part of the plan, once; others are found when they are called',
    ],
    ['`cancel_rest` (default true for any and count)', JOIN, 'mode any goes on with the first and cancels the rest'],
    [
      'errors of late branches are dropped',
      JOIN,
      'errors of branches that come late are dropped where the join ignores errors',
    ],
    ['at once, siblings cancelled', JOIN, 'a failed branch fails a join in mode all at once, its siblings cancelled'],
    [
      'a for_each over it raises `limit.iterations` before its first item',
      EACH,
      'over max_iterations it raises limit.iterations before its first item',
    ],
    [
      'while and times before the turn',
      engine('ops/while'),
      'the turn over max_iterations is not begun and raises limit.iterations',
    ],
    ['stops and cancels the rest', EACH, 'until cancels the items under way'],
    [
      "the loop's output so far",
      EACH,
      'until is looked at after each item, sees the output so far, and stops the loop',
    ],
    ['`item` is a list of up to n', EACH, 'with batch an item is a list of up to so many, and index counts batches'],
    ['skip` (null, no entry)', EACH, 'skip leaves null and no entry'],
    ['`report` (null and an entry)', EACH, 'report leaves null and an entry with the error as the error root shows it'],
    ["default the last node's output", EACH, 'without collect a turn adds the output of the node that completed last'],
    [
      'take turns, first come first served',
      engine('ops/scope'),
      'scopes with an equal mutex take turns, first come first served',
    ],
    [
      '(looked at after every change of variables)',
      WAIT,
      'a condition is looked at when the wait opens and after every change of variables',
    ],
    [
      '(marks overdue, closes nothing)',
      engine('ops/task'),
      'due marks a task overdue and closes nothing; escalations count from due; the timeout closes it',
    ],
    ['all at once', engine('ops/set'), 'variables are assigned all at once: each value is evaluated before any is set'],
    [
      'What a cancelled loser wrote is never seen',
      JOIN,
      'what a cancelled loser wrote is never seen: outputs and variables are as they were',
    ],
  ],
  '6. Variables': [
    [
      'then it starts at `initial` in each turn of a loop or visit of a scope',
      VARIABLES,
      'a variable of a container begins at its initial value in each turn',
    ],
    [
      'A value that does not fit is `validation.variable`',
      engine('ops/set'),
      'a value that does not fit is validation.variable, and no variable is set',
    ],
    [
      "contributions merge at the region's end in branch or",
      VARIABLES,
      'contributions of branches merge where they meet, in the order of the branches',
    ],
    [
      'read the variables as they stood at its start',
      VARIABLES,
      'bodies of a concurrent loop read the variables as they stood at its start',
    ],
  ],
  '7. Errors': [
    [
      'the most specific entry applies, attempts count together',
      engine('next-attempt'),
      'the most specific entry applies; attempts count together',
    ],
    [
      '**Without `retry_policy` there is one attempt**',
      engine('next-attempt'),
      'without a policy there is one attempt',
    ],
    [
      '`Retry-After` is honoured',
      engine('next-attempt'),
      'the pause is never shorter than the other side asked for, and not shortened by it',
    ],
    [
      '(its value becomes the output',
      engine('errors'),
      'on_error.continue gives its value as output and the run goes on by out',
    ],
    ['bounds all attempts and pauses', engine('next-attempt'), 'no attempt begins after the bound of all attempts'],
    [
      'Retry on a scope or subflow is a new visit',
      engine('ops/scope'),
      'a retry is a new visit after the pause, as long as attempts and time last',
    ],
  ],
  '8. Compensation': [
    [
      'undo runs one by one in reverse order of completion',
      UNDO,
      'a run that fails undoes what was done, one by one from the last, under the paths of what is undone',
    ],
    [
      '(a late success joins the list)',
      UNDO,
      'an effect in flight reports back before the first undo; a late success joins the list',
    ],
    ['`final` forgets them', UNDO, 'on_success keep hands the entries to what is around, final forgets them'],
    ['is undone at once', UNDO, 'what a branch cancelled by cancel_rest had done is undone before the join goes on'],
    ['stays on the list', UNDO, 'what an ignored failed branch had done stays on the list'],
    [
      'An undo that fails for good parks the run',
      engine('undo/incident'),
      'an undo that fails for good parks the run and says which undo and why',
    ],
  ],
  '9. Messages and callbacks': [
    [
      'inside a run the oldest open wait takes it',
      WAIT,
      'of two open waits the one that opened first takes the message',
    ],
    [
      'takes only what arrived after the wait began',
      WAIT,
      'a wait that wants fresh mail takes only what was received after it began',
    ],
    ['is recorded as unread at its end', WAIT, 'mail that nobody took is recorded as unread at the end'],
  ],
  '10. Keys': [
    [
      'a second pass of a back edge in it',
      EACH,
      'a back edge in a body counts anew in each turn, and its visits have keys of their own',
    ],
    [
      'An undo takes the path of the entry it undoes',
      UNDO,
      'a run that fails undoes what was done, one by one from the last, under the paths of what is undone',
    ],
  ],
  '11. Rules of the business': [
    [
      'every path to `then` has passed `first`',
      CHECK_RULES,
      'holds behind a join of all for every branch that is sure to arrive',
    ],
    [
      'every completion of `after` is followed by one of them, compensation included',
      CHECK_RULES,
      'holds by what undoes the step, where its scope or the run undoes what failed',
    ],
    ['(no run visits two)', CHECK_RULES, 'of ways out of a choice holds, unless another turn can take the other'],
    ['`at_most_once <id>`', CHECK_RULES, 'holds in branches and scopes, not in what repeats'],
    [
      'the condition holds on every path into the node',
      CHECK_RULES,
      'not where another path leads around the choice, or what it reads has changed since',
    ],
  ],
  '12. What is refused': [
    [
      'multi-merge, blocking forms, interleaved routing, thread merge',
      'packages/cli/src/workflow-patterns.test.ts',
      'workflow patterns that are refused',
    ],
  ],
};
