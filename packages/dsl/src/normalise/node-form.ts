import { isObject, type Json } from '@omniroute/primitives';
import type { NoteMove } from './origin.ts';

type Fields = { readonly [key: string]: Json };

/** Where a node's fields under other names go (LANGUAGE.md section 1). */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  node_type: ['type'],
  activity_ref: ['config', 'activity_ref'],
  activity_name: ['config', 'activity_ref', 'name'],
  input_mapping: ['config', 'input'],
  input_data: ['config', 'input'],
};
/** Settings under other names, wherever they are written. */
const SETTING_ALIASES: Readonly<Record<string, string>> = { n8n_workflow_id: 'workflow_id' };
/** Fields whose members go into `config` one by one. */
const SPREAD = ['ai_action', 'n8n_node'];

/**
 * A node in the language's own spelling. An alias whose place is taken already stays where it is, and is refused there:
 * of two values for one thing neither is preferred in silence.
 */
export function nodeForm(node: Fields, index: number, moved: NoteMove): Json {
  const fields = Object.keys(node);
  const own = fields.filter((field) => !Object.hasOwn(ALIASES, field) && !SPREAD.includes(field));
  // What has nothing to change stays the same object: of that, nothing is compared or worked out again.
  let out: Fields =
    own.length === fields.length ? node : Object.fromEntries(own.map((field) => [field, node[field] as Json]));
  for (const [field, value] of Object.entries(node)) {
    const targets = SPREAD.includes(field)
      ? isObject(value) &&
        Object.entries(value).map(([name, member]) => [['config', settingName(name)], [field, name], member] as const)
      : Object.hasOwn(ALIASES, field) && [[ALIASES[field] as readonly string[], [field], value] as const];
    if (targets === false) {
      if (SPREAD.includes(field)) out = { ...out, [field]: value };
      continue;
    }
    for (const [to, from, member] of targets) {
      const next = placed(out, to, member);
      if (next === null) out = { ...out, [field]: value };
      else {
        out = next;
        moved(['nodes', index, ...to], ['nodes', index, ...from]);
      }
    }
  }
  out = withSettings(out, index, moved);
  if (typeof out.timeout !== 'string') return out;
  moved(['nodes', index, 'timeout', 'start_to_close'], ['nodes', index, 'timeout']);
  return { ...out, timeout: { start_to_close: out.timeout } };
}

/** The fields with a value at a path, or `null` if something stands there, or in the way. */
function placed(fields: Fields, path: readonly string[], value: Json): Fields | null {
  const [head, ...rest] = path as [string, ...string[]];
  const there = Object.hasOwn(fields, head) ? fields[head] : undefined;
  if (rest.length === 0) return there === undefined ? { ...fields, [head]: value } : null;
  if (there !== undefined && !isObject(there)) return null;
  const inner = placed(there ?? {}, rest, value);
  return inner === null ? null : { ...fields, [head]: inner };
}

/** A setting's own name. */
function settingName(name: string): string {
  return (Object.hasOwn(SETTING_ALIASES, name) ? SETTING_ALIASES[name] : undefined) ?? name;
}

/** The node with its settings under their own names. */
function withSettings(node: Fields, index: number, moved: NoteMove): Fields {
  const { config } = node;
  if (!isObject(config)) return node;
  const names = Object.keys(config);
  const renamed = names.filter((name) => settingName(name) !== name && !Object.hasOwn(config, settingName(name)));
  if (renamed.length === 0) return node;
  for (const name of renamed) moved(['nodes', index, 'config', settingName(name)], ['nodes', index, 'config', name]);
  return {
    ...node,
    config: Object.fromEntries(
      Object.entries(config as Fields).map(([name, value]) => [
        renamed.includes(name) ? settingName(name) : name,
        value,
      ]),
    ),
  };
}
