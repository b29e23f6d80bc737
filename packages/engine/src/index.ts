export { type Admission, admitStart, type StartRequest } from './admit-start.ts';
export type { Command, UpdateAnswer } from './command.ts';
export { createState } from './create-state.ts';
export { type ActivityResult, EVENT_ORDER, type Event, type ParentTells, type RunFacts } from './event.ts';
export { explainDecision, type JudgedBranch } from './explain-decision.ts';
export { invariantsOf } from './invariants.ts';
export { type GivenAnswer, judgeAnswer } from './judge-answer.ts';
export { type FailedAttempt, nextAttempt } from './next-attempt.ts';
export { judgeOperation } from './operator/judge-operation.ts';
export { CALLBACK } from './ops/callback.ts';
export { canDivide } from './parts/can-divide.ts';
export { DIVISION, type Division } from './parts/divide.ts';
export { canContinue, resume } from './resume.ts';
export { sortEvents } from './sort-events.ts';
export type {
  Branch,
  Called,
  Child,
  Ending,
  Frame,
  Incident,
  Mail,
  OpenCall,
  OpenFork,
  OpenLoop,
  OpenScope,
  OpenTask,
  OpenWait,
  Part,
  PartReport,
  Pending,
  Rollback,
  State,
  Timer,
  Token,
  UndoEntry,
} from './state.ts';
export { type Budget, type StepResult, step } from './step.ts';
export { mayHaveReached } from './undo/attempted.ts';
