import type { CallOp } from '@omniroute/plan';
import { policyText } from '../policies.ts';
import type { Project } from '../project.ts';
import { digits, fieldName, objectText, quoted } from '../text.ts';
import { isAnything } from '../variables.ts';

/** The place, the service, and what is to be said of the call. `key`: where it is none of a visit. */
export function callArguments(project: Project, node: CallOp, place: string, key?: string): readonly string[] {
  const promised = node.output === null || isAnything(project.plan.types[node.output]) ? null : node.id;
  return [
    place,
    project.callee(node).name,
    objectText([
      ['node', quoted(node.id)],
      ...(promised === null ? [] : [['output', `schemas.calls${memberOf(promised)}`] as const]),
      ...(node.max_depth === null ? [] : [['maxDepth', String(node.max_depth)] as const]),
      ...(key === undefined ? [] : [['key', key] as const]),
    ]),
  ];
}

/** What bounds the visits of something that is tried again as a whole. */
export function triedArguments({ retry, total_ms: total }: Pick<CallOp, 'retry' | 'total_ms'>): readonly string[] {
  return [`[${retry.map(policyText).join(', ')}]`, total === null ? 'null' : digits(total)];
}

function memberOf(name: string): string {
  return fieldName(name) === name ? `.${name}` : `[${quoted(name)}]`;
}
