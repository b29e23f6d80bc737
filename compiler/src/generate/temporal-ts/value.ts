import type { Mapping } from '@omniroute/plan';
import { isObject, type Json, parsePointer } from '@omniroute/primitives';
import type { Project } from './project.ts';
import { expressionText, type ReadAt } from './reading.ts';
import { between, jsonText, objectText } from './text.ts';

/** A value of the plan, written: its text, what it reads, and whether it has a value whatever the data are. */
export interface ValueText {
  readonly text: string;
  readonly uses: ReadonlySet<string>;
  readonly safe: boolean;
}

/** Writes a value with expressions in it. */
export function valueText(project: Project, { value, holes }: Mapping, where: ReadAt): ValueText {
  const uses = new Set<string>();
  let safe = true;
  const places = holes.map(([pointer, ref]) => ({ path: parsePointer(pointer), ref }));
  const write = (part: Json, within: typeof places): string => {
    const own = within.find(({ path }) => path.length === 0);
    if (own !== undefined) {
      const written = expressionText(project, own.ref, where);
      for (const key of written.uses) uses.add(key);
      safe &&= written.piece.safe;
      return written.text;
    }
    if (within.length === 0) return jsonText(part);
    const below = (name: string) =>
      within.flatMap(({ path: [first, ...path], ref }) => (first === name ? [{ path, ref }] : []));
    if (Array.isArray(part))
      return between(
        '[',
        part.map((item, index) => write(item, below(String(index)))),
        ']',
      );
    if (!isObject(part)) return jsonText(part);
    return objectText(Object.entries(part).map(([name, each]) => [name, write(each as Json, below(name))] as const));
  };
  return { text: write(value, places), uses, safe };
}

/** A value that is a text, as an instant or a duration is written; null where it is worked out. */
export function constantText({ value, holes }: Mapping): string | null {
  return holes.length === 0 && typeof value === 'string' ? value : null;
}
