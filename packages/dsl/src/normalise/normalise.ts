import { type Diagnostic, diagnostic } from '@omniroute/errors';
import { formatPointer, isObject, type Json } from '@omniroute/primitives';
import { migrate } from '../migrations/migrate.ts';
import { MIGRATIONS } from '../migrations/migrations.ts';
import { triggers } from '../triggers/triggers.ts';
import { edgeForm } from './edge-form.ts';
import { inputsForm, outputsForm } from './list-form.ts';
import { nodeForm } from './node-form.ts';
import { type Move, type NoteMove, originOf } from './origin.ts';
import { unwrapped } from './wrapper.ts';

/** A document in the language's own spelling, and the way back to the places where it was written. */
export interface Normalised {
  readonly document: Json;
  readonly findings: readonly Diagnostic[];
  /** Pointer of the normalised document → pointer as written. */
  origin(pointer: string): string;
}

/** Brings a document to the present version, reads aliases, and drops what has no meaning here, each with a hint. */
export function normalise(written: Json): Normalised {
  const findings: Diagnostic[] = [];
  const moves: Move[] = [];
  const moved: NoteMove = (now, then) => moves.push([formatPointer(now), formatPointer(then)]);
  const whole = unwrapped(migrate(written, MIGRATIONS, moved), moved);
  const document = isObject(whole) ? serviceForm(whole, findings, moved) : whole;
  return { document, findings, origin: (pointer) => originOf(pointer, moves) };
}

function serviceForm(written: { readonly [key: string]: Json }, findings: Diagnostic[], moved: NoteMove): Json {
  const out: Record<string, Json> = {};
  for (const [field, value] of Object.entries(written)) {
    if (field === 'tenant_id') findings.push(diagnostic('OR1010', { pointer: '/tenant_id', facts: { field } }));
    else if (field === 'error_handling' && !Object.hasOwn(written, 'error_policy')) {
      out.error_policy = value;
      moved(['error_policy'], [field]);
    } else out[field] = value;
  }
  if (out.inputs !== undefined) out.inputs = inputsForm(out.inputs, moved);
  if (out.outputs !== undefined) out.outputs = outputsForm(out.outputs, out.variables, moved);
  if (Array.isArray(out.triggers)) out.triggers = out.triggers.map(triggerForm);
  if (Array.isArray(out.nodes))
    out.nodes = out.nodes.map((node, index) => (isObject(node) ? nodeForm(node, index, moved) : node));
  if (Array.isArray(out.edges))
    out.edges = out.edges.map((edge, index) => (isObject(edge) ? edgeForm(edge, index, findings, moved) : edge));
  return out;
}

/** How long a missed start is made up for is written out, since people rely on it (LANGUAGE.md section 3). */
function triggerForm(trigger: Json): Json {
  if (!isObject(trigger) || trigger.type !== 'schedule') return trigger;
  const { config = {} } = trigger;
  if (!isObject(config) || config.catch_up !== undefined) return trigger;
  return { ...trigger, config: { ...config, catch_up: triggers.schedule.defaults.catch_up } };
}
