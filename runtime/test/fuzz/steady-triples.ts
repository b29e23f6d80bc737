import { drawTriples, type Triple } from './draw-triple.ts';
import { isSteady, type Slack } from './is-steady.ts';

/** So many triples of a seed that a server must play as the simulator does. */
export function steadyTriples(seed: number, count: number, slack: Slack): readonly Triple[] {
  const found: Triple[] = [];
  for (const triple of drawTriples(seed)) {
    if (found.length === count) break;
    if (isSteady(triple, slack)) found.push(triple);
  }
  return found;
}
