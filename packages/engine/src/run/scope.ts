import type { RunError } from '@omniroute/errors';
import type { Scope } from '@omniroute/expressions';
import { formatInstant, type Json } from '@omniroute/primitives';
import type { RunFacts } from '../event.ts';
import type { Called } from '../state.ts';
import { uuidOf } from './uuid.ts';

// Memo, 2026-11-24: writing an instant out costs more than a whole step, and the facts of a run never change.
const roots = new WeakMap<RunFacts, Readonly<Record<string, Json>>>();

/** Facts of a run as expressions read them, by root name. */
export function factRoots(facts: RunFacts): Readonly<Record<string, Json>> {
  const known = roots.get(facts);
  if (known !== undefined) return known;
  const made = {
    trigger: { id: facts.trigger },
    run: { id: facts.run, started_at: formatInstant(facts.started_at) },
    tenant: { id: facts.tenant },
    service: { id: facts.service, version: facts.version },
  };
  roots.set(facts, made);
  return made;
}

// Memo, 2026-12-01: the same for a called service, whose run is the root run.
const calledRoots = new WeakMap<Called, Readonly<Record<string, Json>>>();

/** Facts as expressions in a called service read them. */
export function calledFacts(facts: RunFacts, called: Called): Readonly<Record<string, Json>> {
  const known = calledRoots.get(called);
  if (known !== undefined) return known;
  const { service, version, trigger } = called;
  const made = { ...factRoots(facts), trigger: { id: trigger }, service: { id: service, version } };
  calledRoots.set(called, made);
  return made;
}

/** An error as expressions read it. */
export function errorRoot(error: RunError): Json {
  return {
    code: error.code,
    message: error.message,
    details: (error.details ?? null) as Json,
    node: error.node ?? null,
    iteration: error.iteration ?? null,
    attempt: error.attempt ?? null,
  };
}

/** A scope over ready values. `seed` is what `uuid()` is made from besides the ordinal: run and key. */
export function fixedScope(roots: Readonly<Record<string, Json>>, now: number, seed: string): Scope {
  return {
    get: (root) => (Object.hasOwn(roots, root) ? roots[root] : undefined),
    now,
    uuid: (ordinal) => uuidOf(`${seed}:${ordinal}`),
  };
}
