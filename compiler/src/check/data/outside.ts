import { diagnostic } from '@omniroute/errors';
import { assignable, typeFromSchema, typeToString } from '@omniroute/expressions';
import { formatPointer, isObject } from '@omniroute/primitives';
import type { ResolvedTrigger } from '../../resolve/resolved.ts';
import { wrapped } from './conditions.ts';
import type { DataPass } from './data.ts';

/** What is worked out before the first step: triggers, business keys, the first values of variables. */
export function checkEntry(pass: DataPass): void {
  for (const trigger of pass.resolved.triggers) checkTrigger(pass, trigger);
  const { service } = pass.resolved;
  const holes = pass.resolved.holes.filter(
    ({ pointer }) => !pointer.startsWith('/outputs/') && !pointer.startsWith('/rules/'),
  );
  pass.texts(holes, () => pass.environments.start(), undefined);
  for (const index of (service.rules ?? []).keys()) checkRule(pass, index);
  for (const [index, { name, schema, initial }] of (service.variables ?? []).entries()) {
    if (initial === undefined) continue;
    pass.judge(formatPointer(['variables', index, 'initial']), { schema, where: `The variable "${name}"` });
  }
}

/** The condition of a rule is read where the step it speaks of is entered. */
function checkRule(pass: DataPass, index: number): void {
  const rule = pass.resolved.service.rules?.[index];
  const pointer = formatPointer(['rules', index, 'absence', 'unless']);
  const { node = '', unless } = rule?.absence ?? {};
  if (rule === undefined || typeof unless !== 'string' || !pass.graph.drawing.places.has(node)) return;
  const holes = pass.resolved.holes.filter((hole) => hole.pointer === pointer);
  pass.texts(holes, () => pass.environments.at(node), node);
  if (unless.includes('${')) return;
  const item = { ...rule, absence: { node, unless: wrapped(unless) } };
  const fix = [{ op: 'put', collection: 'rules', item }];
  pass.findings.push(diagnostic('OR4008', { pointer, got: unless, fix }));
}

function checkTrigger(pass: DataPass, { trigger, pointer, definition, holes }: ResolvedTrigger): void {
  pass.texts(holes, () => pass.environments.trigger(trigger.id, definition.event), undefined, trigger.id);
  if (trigger.when !== undefined && !trigger.when.includes('${')) {
    const item = { ...trigger, when: wrapped(trigger.when) };
    pass.findings.push(
      diagnostic('OR4008', {
        pointer: `${pointer}/when`,
        node_id: trigger.id,
        got: trigger.when,
        fix: [{ op: 'put', collection: 'triggers', item }],
      }),
    );
  }
  const schema = pass.resolved.service.inputs;
  if (schema === undefined) return;
  const where = 'The input of the run';
  if (trigger.input !== undefined) return pass.judge(`${pointer}/input`, { schema, where, node_id: trigger.id });
  // Without a mapping the input is what was received.
  const data = isObject(definition.event.properties) ? definition.event.properties.data : {};
  const got = typeFromSchema(data);
  if (!assignable(got, pass.inputType))
    pass.findings.push(
      diagnostic('OR4002', {
        pointer,
        node_id: trigger.id,
        expected: typeToString(pass.inputType),
        got: typeToString(got),
        facts: { where },
      }),
    );
}
