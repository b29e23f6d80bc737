import { isObject, type Json } from '@omniroute/primitives';
import { DSL_VERSION } from '../document/service.ts';
import type { NoteMove } from './origin.ts';

const MOST = 63;

/** A wrapper `{ name, …, workflow: { nodes, edges, triggers, variables } }` becomes one document; its id is its name's slug. */
export function unwrapped(written: Json, moved: NoteMove): Json {
  if (!isObject(written) || !isObject(written.workflow)) return written;
  const { workflow, ...outer } = written;
  for (const field of Object.keys(workflow)) moved([field], ['workflow', field]);
  const given = Object.hasOwn(outer, 'id') || Object.hasOwn(workflow, 'id');
  if (!given) moved(['id'], ['name']);
  return {
    dsl_version: DSL_VERSION,
    ...(given || typeof outer.name !== 'string' ? {} : { id: slugOf(outer.name) }),
    ...outer,
    ...workflow,
  };
}

/** A name as a service's id: lower-case words joined by hyphens. */
export function slugOf(name: string): string {
  const words = [...name.toLowerCase()]
    .map((c) => ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : ' '))
    .join('')
    .split(' ')
    .filter((word) => word !== '');
  const slug = words.join('-').slice(0, MOST);
  return slug.endsWith('-') ? slug.slice(0, -1) : slug;
}
