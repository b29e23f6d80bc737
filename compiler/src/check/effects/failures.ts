import { isObject } from '@omniroute/primitives';
import type { Drawing, Place } from '../graph/drawing.ts';
import { joinAt } from '../graph/forks.ts';
import { catchesAll, effectOf } from './effect.ts';
import { isPlain } from './plain.ts';

/** Which steps can fail: what they do, what they are given, what is inside them. */
export class Failures {
  private readonly drawing: Drawing;
  private readonly known = new Map<string, boolean>();

  constructor(drawing: Drawing) {
    this.drawing = drawing;
  }

  /** Whether a visit can fail, whatever takes the failure. */
  can({ node }: Place): boolean {
    const known = this.known.get(node.id);
    if (known !== undefined) return known;
    const found = this.find(this.drawing.places.get(node.id) as Place);
    this.known.set(node.id, found);
    return found;
  }

  /** Whether a failure of the step can get past its own exits. */
  escapes(place: Place): boolean {
    return this.can(place) && !catchesAll(place);
  }

  private find(place: Place): boolean {
    const { known, node, ports, out } = place;
    if (known === null) return true;
    if (node.disabled === true) return false;
    const { kind, config, holes } = known;
    if (kind.ends?.(config) === 'error' || kind.activity !== undefined || effectOf(place) !== null) return true;
    if (holes.some(({ text }) => !isPlain(this.drawing, text))) return true;
    const open = (role: string) => ports.some((port) => port.role === role && !out.some((arc) => arc.port === port.id));
    if (open('timeout') || (open('default') && kind.exhaustive?.(config) !== true)) return true;
    const join = joinAt(place);
    // A join of all fails only with one of its branches.
    if (join !== null && join.mode !== 'all') return true;
    if (this.sets(place)) return true;
    // What waits for a message by what only it knows registers that first.
    if (kind.pauses && JSON.stringify(config).includes('"correlation"')) return true;
    if (kind.role !== 'container') return false;
    if (config.max_iterations !== undefined || config.mutex !== undefined || config.tolerate !== undefined) return true;
    const inside = this.drawing.bodies.get(node.id)?.places ?? [];
    return inside.some((id) => this.escapes(this.drawing.places.get(id) as Place));
  }

  /** A variable whose schema says more than a type may be given a value that does not fit. */
  private sets({ known }: Place): boolean {
    const { variables = [] } = this.drawing.service;
    return (known?.kind.assigns?.(known.config) ?? []).some(({ variable, add }) => {
      const schema = variables.find((each) => each.name === variable)?.schema;
      return add || !isObject(schema) || Object.keys(schema).some((keyword) => keyword !== 'type');
    });
  }
}
