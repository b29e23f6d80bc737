import { runtime } from './places.ts';
import type { Section } from './rule.ts';

const AUDIT = runtime('audit');
const OPERATIONS = runtime('operations');
const PAUSE = 'packages/engine/src/operator/pause.test.ts';
const CANCEL = 'packages/engine/src/operator/cancel.test.ts';
const DECIDE = 'packages/engine/src/operator/incident.test.ts';
const CHANGE = 'packages/engine/src/operator/change-visit.test.ts';
const REDO = 'packages/engine/src/run/redo.test.ts';

export const section13: Section = {
  title: '13. What a person may do to a run',
  shown: [
    ['Each act has who, when and why', AUDIT, 'is handed to the run with who and why, and answered with what was done'],
    ['two rows of the audit (asked, then done or refused)', AUDIT, 'leaves the request behind when the answer is lost'],
    [
      'what cannot be done is refused with the reason',
      AUDIT,
      'that cannot be done is 409 with the reason, and the audit keeps both',
    ],
    [
      'the run never hears of it',
      OPERATIONS,
      'an operation that cannot be done is refused with the reason, and history says nothing of it',
    ],
    ['nothing new begins', PAUSE, 'of a paused run what is in flight ends, and nothing new begins'],
    ['not even an undo', PAUSE, 'an undo does not begin while the run is paused, and begins when it is resumed'],
    ['the run does not end', PAUSE, 'a run does not end while it is paused'],
    ['what is in flight ends and is recorded', PAUSE, 'of a paused run what is in flight ends, and nothing new begins'],
    [
      'timers that fire and messages that come are kept',
      PAUSE,
      'timers and messages that come meanwhile are kept, and come in their order when it is resumed',
    ],
    [
      'answers to tasks are refused',
      PAUSE,
      'a person who answers a task of it is told so, and may answer once it is resumed',
    ],
    [
      'plays what was kept, in its order',
      PAUSE,
      'timers and messages that come meanwhile are kept, and come in their order when it is resumed',
    ],
    [
      'what fell due is due at once',
      PAUSE,
      'timers and messages that come meanwhile are kept, and come in their order when it is resumed',
    ],
    ['Cancelling a paused run ends the pause', PAUSE, 'cancelling a paused run ends the pause'],
    [
      'starts it again under a new key',
      DECIDE,
      'an undo that failed is retried under a new key with the same input, and then everything goes on',
    ],
    ['then `~3`', DECIDE, 'a retry that fails for good parks the run again, and the next one has a key of its own'],
    [
      '**skip_undo** counts it as undone by a person',
      DECIDE,
      'an undo that is skipped counts as done by a person, and the next one begins',
    ],
    ['what came meanwhile is played in its order', DECIDE, 'what was held is played in its order once the run moves'],
    [
      'A run that is paused too is resumed first',
      DECIDE,
      'an undo that failed while the run was paused is decided once the run is resumed',
    ],
    ['ends the run as cancelling does', CANCEL, 'a person cancels %s'],
    [
      'instead of the error policy',
      AUDIT,
      'cancels against the error policy where it says so, and terminates on the server without asking the run',
    ],
    [
      'an undo under way is finished in any case',
      DECIDE,
      'a person cancels a run that undoes something: the undo under way is finished, and nothing is called off',
    ],
    [
      'nothing is undone, nothing more is recorded',
      OPERATIONS,
      'a run that is terminated undoes nothing, and says who ended it and why',
    ],
    ['with an output that must fit its type', CHANGE, 'an output that does not fit the type of the step is refused'],
    [
      'an effect leaves by `out` (status skipped)',
      CHANGE,
      'work that is skipped goes on with the output that was given, and what it may have done is undone',
    ],
    [
      'a wait takes it as the payload of its event',
      CHANGE,
      'a wait that is skipped takes the output as its payload and lets go of its timer',
    ],
    [
      'a task as the data of an answer',
      CHANGE,
      'a task that is skipped leaves by the outcome that is named, and by none that it has not',
    ],
    [
      '`port` names the outcome, or the event of a wait that has several',
      CHANGE,
      'a task that is skipped leaves by the outcome that is named, and by none that it has not',
    ],
    [
      'begins an effect under way from the start, under a new key',
      CHANGE,
      'work that is retried is called off, reports back, and begins under a new key',
    ],
    [
      'what it did all the same stays on the list',
      CHANGE,
      'what was called off and what was done instead are both undone, each under a key of its own',
    ],
    [
      'an effect that succeeded after all is not retried',
      CHANGE,
      'work that succeeded although it was called off is not done twice',
    ],
    ['or the next number that is free', REDO, 'the undo of a redo takes its number, unless a redo of the undo has it'],
    [
      'a value that must fit its schema',
      CHANGE,
      'a variable that is set is judged by its schema and wakes who waits for it',
    ],
    ['conditions are looked at', CHANGE, 'a variable that is set is judged by its schema and wakes who waits for it'],
    [
      'while a run is ending, nothing else can be changed',
      CANCEL,
      'a run that is ending, or waits for a decision about an undo, is not cancelled again',
    ],
    [
      'a paused run takes skip and set_variable',
      CHANGE,
      'a paused run takes a skip and a variable, and moves once it is resumed',
    ],
  ],
};
