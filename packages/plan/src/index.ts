export { callbackPlaceholder, fillCallbacks } from './callback-placeholder.ts';
export { type KeptShare, keptShare } from './kept-share.ts';
export { formatKey, idempotencyKey, type KeyParts, keyBeside, parseKey, placeOfKey, prefixOf } from './keys.ts';
export { type LargePart, largeParts, largePaths, type PartPath, partAt, withPart, withStandIns } from './large.ts';
export { type Callee, linkAtRun, linkService, originOf, triggerOfCall } from './link/link-service.ts';
export { nodeAt, serviceOf } from './link/node-at.ts';
export { oneStepPlan } from './one-step-plan.ts';
export type { Operation, OperatorAction } from './operation.ts';
export {
  type ActivityCall,
  type ActOp,
  type CallOp,
  type ContainerBase,
  constant,
  type DecideOp,
  type EachOp,
  type EndOp,
  type ErrorRoute,
  type Fork,
  type ForkOp,
  type Gather,
  type JoinOp,
  type Keep,
  type LoopBase,
  type LoweredOp,
  type OpBase,
  type OpName,
  type PlanNode,
  type RaiseOp,
  type ScopeOp,
  type SetOp,
  type TaskOp,
  type Undo,
  type WaitFor,
  type WaitOp,
  type WhileOp,
} from './ops.ts';
export {
  type Abi,
  type ExprRef,
  type Idempotency,
  type Mapping,
  type Next,
  type OptionsRef,
  type Plan,
  type PlanExpr,
  type PlanLimits,
  type PlanLoop,
  type PlanMessage,
  type PlanOptions,
  type PlanRegion,
  type PlanRetry,
  type PlanService,
  type PlanSlot,
  type PlanSubscription,
  type PlanTrigger,
  QUEUES,
  type Queue,
  type RegionRef,
  type SlotRef,
  type TypeRef,
} from './plan.ts';
export { planHash } from './plan-hash.ts';
export { EVENT_PRICES } from './price-list.ts';
export { cutBytes, project } from './project.ts';
export type { Cut, Observer, RunEvent, RunEventBody } from './run-event.ts';
export { EMPTY_RUN_VIEW, foldRunView, type RunView, type VisitView, viewOf } from './run-view.ts';
export { sampleOf } from './sample.ts';
export type { MockAnswer, RunReport, Scenario, ScenarioExpectation } from './scenario.ts';
export { FINAL_RUN_STATUSES, RUN_STATUSES, type RunStatus, VISIT_STATUSES, type VisitStatus } from './status.ts';
export { type Issue, type Verdict, validateWith } from './validate.ts';
export { validate } from './validate-with-all.ts';
