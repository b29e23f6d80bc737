import type { Arc, Drawing } from './drawing.ts';
import type { Level } from './levels.ts';
import type { Territory } from './territory.ts';

/** A connection that enters or leaves the branches of a fork where tokens of it are counted. */
export type Breach =
  /** A token from outside the fork can arrive where its branches come together. */
  | { readonly why: 'outside'; readonly node: string; readonly arc: Arc | null }
  /** A connection back out of a branch, into one, or to where branches come together. */
  | { readonly why: 'back'; readonly arc: Arc };

/**
 * What keeps the branches of a fork from being counted: tokens that come into them from elsewhere, and connections back
 * that do not stay in one branch (LANGUAGE.md section 4).
 */
export function breachesOf(drawing: Drawing, level: Level, territory: Territory): readonly Breach[] {
  const { units, fork, confluences } = territory;
  const breaches: Breach[] = [];
  const meeting = new Set(confluences.map(({ node }) => node));
  const arriving = reaching(drawing, territory, meeting);
  const outside = (node: string, arc: Arc | null) => {
    if (arriving.has(node)) breaches.push({ why: 'outside', node, arc });
  };
  for (const id of new Set([...units.keys(), ...meeting])) {
    const place = drawing.places.get(id);
    if (level.roots.includes(id)) outside(id, null);
    for (const arc of place?.in ?? []) {
      if (level.back.has(arc)) {
        if (meeting.has(id) || units.get(arc.source) !== units.get(id)) breaches.push({ why: 'back', arc });
      } else if (arc.source !== fork.id && !units.has(arc.source) && level.position.has(arc.source)) outside(id, arc);
    }
    if (!units.has(id)) continue;
    for (const arc of place?.out ?? [])
      if (level.back.has(arc) && !units.has(arc.target) && !meeting.has(arc.target))
        breaches.push({ why: 'back', arc });
  }
  return breaches;
}

/** Steps of the branches from which one of the meetings can be reached, and those. */
function reaching(drawing: Drawing, { units }: Territory, meeting: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set(meeting);
  for (const id of found)
    for (const { source } of drawing.places.get(id)?.in ?? []) if (units.has(source)) found.add(source);
  return found;
}
