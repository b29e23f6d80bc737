import type { Scenario } from '@omniroute/plan';
import { isObject, type Json } from '@omniroute/primitives';
import { play } from './judge.ts';
import { planOf } from './judge-document.ts';

type Document = { nodes: Json[]; edges: Json[] } & Record<string, Json>;

/** A service with what breaks a promise in it. */
interface Small {
  readonly document: Json;
  readonly scenario: Scenario;
  readonly broken: readonly string[];
}

const MOST_TRIES = 3000;

/** Takes parts out of a service and of its script, one by one, for as long as the same promise stays broken. */
export function shrunk(document: Json, scenario: Scenario, scheduler: number, broken: readonly string[]): Small {
  const sort = sortOf(broken[0] ?? '');
  let best: Small = { document, scenario, broken };
  let tries = 0;
  for (let smaller = true; smaller; ) {
    smaller = false;
    for (const candidate of candidates(best)) {
      tries += 1;
      if (tries > MOST_TRIES) return best;
      const plan = planOf(candidate.document);
      const played = plan === null ? [] : play(plan, candidate.scenario, scheduler).broken;
      if (!played.some((each) => sortOf(each) === sort)) continue;
      best = { ...candidate, broken: played };
      smaller = true;
      break;
    }
  }
  return best;
}

/** What tells broken promises apart: names and numbers do not. */
function sortOf(sentence: string): string {
  return sentence.replaceAll(/"[^"]*"|\d+/g, '').slice(0, 40);
}

function* candidates({ document, scenario, broken }: Small): Generator<Small> {
  const whole = document as Document;
  for (const [index, node] of whole.nodes.entries())
    yield { document: withoutNode(whole, index, node), scenario, broken };
  for (const smaller of without(document, 0)) yield { document: smaller, scenario, broken };
  for (const smaller of without(scenario as unknown as Json, 0))
    yield { document, scenario: smaller as unknown as Scenario, broken };
}

/** Without a step and what lives in it; those before it lead on to those behind it. */
function withoutNode(document: Document, index: number, node: Json): Json {
  const { id } = node as { id: string };
  const inside = (each: Json): boolean => {
    const { id: own, parent } = each as { id: string; parent?: string };
    return (
      own === id ||
      (parent !== undefined && document.nodes.some((other) => (other as { id: string }).id === parent && inside(other)))
    );
  };
  const gone = new Set(
    document.nodes.filter((each, at) => at === index || inside(each)).map((each) => (each as { id: string }).id),
  );
  const edges = document.edges as { source: string; target: string }[];
  const next = edges.find((edge) => edge.source === id && !gone.has(edge.target))?.target;
  const kept = edges.flatMap((edge) => {
    if (!gone.has(edge.source) && !gone.has(edge.target)) return [edge];
    return edge.target === id && !gone.has(edge.source) && next !== undefined ? [{ ...edge, target: next }] : [];
  });
  return {
    ...document,
    nodes: document.nodes.filter((each) => !gone.has((each as { id: string }).id)),
    edges: kept,
  } as Json;
}

const DEEPEST = 5;
/** Without these a service may turn, or its values grow, for ever. */
const BOUNDS = new Set(['max_iterations', 'max', 'maxItems', 'maxLength', 'maximum_attempts', 'condition']);

/** Copies of a value without one of its parts. */
function* without(value: Json, depth: number): Generator<Json> {
  if (depth > DEEPEST) return;
  if (Array.isArray(value)) {
    for (const index of value.keys()) {
      yield value.toSpliced(index, 1) as Json;
      for (const smaller of without(value[index] as Json, depth + 1)) yield value.with(index, smaller) as Json;
    }
  } else if (isObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      const { [name]: _, ...rest } = value;
      if (!BOUNDS.has(name)) yield rest as Json;
      for (const smaller of without(member as Json, depth + 1)) yield { ...value, [name]: smaller } as Json;
    }
  } else if (typeof value === 'string' && value.startsWith('${ ')) {
    for (const literal of ['${ 1 }', '${ "a" }', '${ true }', '${ false }', '${ [1] }'])
      if (value !== literal && value.length > literal.length) yield literal;
  }
}
