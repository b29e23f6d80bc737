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
  const holes = pass.resolved.holes.filter(({ pointer }) => !pointer.startsWith('/outputs/'));
  pass.texts(holes, pass.environments.start(), undefined);
  for (const [index, { name, schema, initial }] of (service.variables ?? []).entries()) {
    if (initial === undefined) continue;
    pass.judge(formatPointer(['variables', index, 'initial']), { schema, where: `The variable "${name}"` });
  }
  for (const name of Object.keys(service.business_keys ?? {})) searchable(pass, name);
}

function checkTrigger(pass: DataPass, { trigger, pointer, definition, holes }: ResolvedTrigger): void {
  pass.texts(holes, pass.environments.trigger(trigger.id, definition.event), undefined, trigger.id);
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

/** A business key is stored for searching, so nothing that is marked personal or secret may go into it. */
function searchable(pass: DataPass, name: string): void {
  const pointer = formatPointer(['business_keys', name]);
  for (const { path, span } of pass.reads.get(pointer) ?? []) {
    if (path[0] !== 'input' || !isMarked(pass.resolved.service.inputs, path.slice(1))) continue;
    pass.findings.push(diagnostic('OR5006', { pointer, span, facts: { where: `The business key "${name}"` } }));
    return;
  }
}

/** Whether a schema marks the value at a path, something around it, or something in it. */
function isMarked(schema: unknown, path: readonly string[]): boolean {
  if (!isObject(schema)) return false;
  if (schema['x-personal'] === true || schema['x-secret'] === true) return true;
  const properties = isObject(schema.properties) ? schema.properties : {};
  const [name, ...rest] = path;
  if (name === undefined)
    return Object.values(properties).some((part) => isMarked(part, [])) || isMarked(schema.items, []);
  return isMarked(Object.hasOwn(properties, name) ? properties[name] : undefined, rest);
}
