import type { Rule } from '@omniroute/dsl';
import type { Json } from '@omniroute/primitives';
import type { Random } from '@omniroute/testing/drawn';

type Node = { readonly id: string; readonly config: Readonly<Record<string, Json>>; readonly compensate_with?: string };

/** Rules about the steps of a service, as somebody might think of them. */
export function randomRules(document: Json, random: Random): readonly Rule[] {
  const { nodes } = document as unknown as { readonly nodes: readonly Node[] };
  const id = () => random.pick(nodes).id;
  const near = (one: string) => {
    const at = nodes.findIndex((node) => node.id === one);
    return nodes[Math.min(nodes.length - 1, at + 1 + random.below(4))]?.id ?? one;
  };
  const conditions = nodes.flatMap(({ config }) => choices(config)).filter(readsInputOnly);
  const makers: (() => Omit<Rule, 'id'>)[] = [
    () => ({ precedence: { first: nodes[random.below(Math.ceil(nodes.length / 2))]?.id ?? id(), then: id() } }),
    () => {
      const { id: after, compensate_with: undo } = random.pick(nodes);
      const others = [near(after), near(after), ...(undo !== undefined && random.chance(0.7) ? [undo] : [])];
      return { response: { after, eventually: [...new Set(others)] } };
    },
    () => ({ exclusion: [id(), id()] }),
    () => ({ at_most_once: id() }),
    () => ({ absence: { node: id(), unless: conditions.length === 0 ? '${ true }' : random.pick(conditions) } }),
  ];
  return Array.from({ length: 15 }, (_, index) => ({
    id: `r${index}`,
    ...(makers[index % makers.length] as () => object)(),
  }));
}

function choices({ branches }: Node['config']): readonly string[] {
  if (!Array.isArray(branches)) return [];
  return (branches as readonly { readonly when?: unknown }[]).flatMap(({ when }) =>
    typeof when === 'string' ? [when] : [],
  );
}

function readsInputOnly(text: string): boolean {
  return !/\b(vars|nodes|item|index|loop|error|run|trigger|service|callback)\b/.test(text);
}
