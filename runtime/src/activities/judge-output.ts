import { activityFault } from '@omniroute/kind-sdk/activity';
import {
  cutBytes,
  type LargePart,
  largeParts,
  type Plan,
  type PlanNode,
  project,
  validate,
  withStandIns,
} from '@omniroute/plan';
import { canonicalJson, type Json } from '@omniroute/primitives';

/** An output that may go on, and how much of it does not. */
export interface JudgedOutput {
  readonly kept: Json;
  readonly cut: number;
  /** Parts of what is kept that go on by reference. */
  readonly large: readonly LargePart[];
}

/**
 * The door of LANGUAGE.md section 5: an output that does not fit its schema is `validation.output`, one that is too
 * large for history is `limit.payload`. What later steps do not read is cut before it enters history; what its schema marks as large
 * goes on by reference.
 */
export function judgeOutput(plan: Plan, node: PlanNode, output: Json): JudgedOutput {
  if (node.op !== 'act') return { kept: output, cut: 0, large: [] };
  if (node.output !== null) {
    const verdict = validate(plan.types[node.output] ?? true, output);
    if (!verdict.ok) {
      const first = verdict.issues[0];
      throw activityFault({
        code: 'validation.output',
        message: `The answer does not fit: ${first?.pointer ?? ''} ${first?.message ?? ''}`.trim(),
        details: { issues: verdict.issues.slice(0, 10) },
      });
    }
  }
  const kept = project(node.keep, output);
  const large = node.output === null ? [] : largeParts(plan.types[node.output], kept);
  const passed = withStandIns(kept, large);
  const size = canonicalJson(passed).length;
  if (size > plan.limits.payload_bytes) {
    throw activityFault({
      code: 'limit.payload',
      message: `The answer has ${size} characters; at most ${plan.limits.payload_bytes} can be passed on.`,
    });
  }
  return { kept, cut: kept === output ? 0 : cutBytes(withStandIns(output, large), passed), large };
}
