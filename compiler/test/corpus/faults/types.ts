import { atEachExpression, atEachNode, type FaultClass, replaced, spoilt } from '../defect.ts';

/** Ids of steps behind another one, nearest first. */
function behind(edges: readonly { source: string; target: string }[], from: string): string[] {
  const seen = new Set<string>();
  const look = (id: string) => {
    for (const edge of edges)
      if (edge.source === id && !seen.has(edge.target)) {
        seen.add(edge.target);
        look(edge.target);
      }
  };
  look(from);
  return [...seen].filter((id) => id !== from);
}

/** What does not fit where it goes. */
export const types: readonly FaultClass[] = [
  {
    name: 'a text added to a number',
    plant: (sound) => atEachExpression(sound, (text) => replaced(text, /^\$\{ (.*) \}$/, () => '${ 1 + "one" }')),
  },
  {
    name: 'a list in the middle of a text',
    plant: (sound) =>
      atEachNode(sound, (node) => {
        const field = ['text', 'title', 'to', 'message'].find((each) => typeof node.config?.[each] === 'string');
        if (field === undefined || node.config === undefined) return null;
        node.config[field] = 'All of ${ [1, 2] }';
        return [node.id];
      }),
  },
  {
    name: 'a condition that is no expression',
    plant: (sound) =>
      atEachNode(sound, (node) => {
        const branches = node.config?.branches as { when?: string }[] | undefined;
        const [first] = branches ?? [];
        if (first?.when === undefined) return null;
        first.when = 'input.amount > 1';
        return [node.id];
      }),
  },
  {
    name: 'a condition that is a number',
    plant: (sound) =>
      atEachNode(sound, (node) => {
        const branches = node.config?.branches as { when?: string }[] | undefined;
        const [first] = branches ?? [];
        if (first?.when !== undefined) first.when = '${ 1 + 1 }';
        else if (typeof node.config?.condition === 'string') node.config.condition = '${ 1 + 1 }';
        else if (typeof node.config?.until === 'string') node.config.until = '${ 1 + 1 }';
        else return null;
        return [node.id];
      }),
  },
  {
    name: 'a number in place of a list of items',
    plant: (sound) =>
      atEachNode(sound, (node) => {
        if (node.config?.items === undefined) return null;
        node.config.items = '${ 5 }';
        const inside = sound.nodes.filter((each) => each.parent === node.id).map(({ id }) => id);
        return [node.id, ...inside];
      }),
  },
  {
    name: 'a result that is not what was promised',
    plant: (sound) =>
      spoilt(sound, (draft) => {
        if (draft.outputs?.value === undefined) return null;
        const name = Object.keys(draft.outputs.value as object)[0] ?? '';
        Object.assign(draft.outputs.value as object, { [name]: { wrong: true } });
        return ['/outputs'];
      }),
  },
  {
    name: 'a result with a field missing',
    plant: (sound) =>
      spoilt(sound, (draft) => {
        if (draft.outputs?.value === undefined) return null;
        draft.outputs = { ...draft.outputs, value: {} };
        return ['/outputs'];
      }),
  },
  {
    name: 'a variable given something else',
    plant: (sound) =>
      atEachNode(sound, (node) => {
        const [first] = (node.config?.assignments as { value?: unknown; add?: unknown }[] | undefined) ?? [];
        if (first === undefined) return null;
        if (first.add === undefined) first.value = { wrong: [true] };
        else first.add = { wrong: [true] };
        return [node.id];
      }),
  },
  {
    name: 'a first value of another type',
    plant: (sound) =>
      (sound.variables ?? []).flatMap((variable, index) =>
        variable.initial === undefined
          ? []
          : spoilt(sound, (draft) => {
              Object.assign(draft.variables?.[index] as object, { initial: { wrong: true } });
              return [`/variables/${index}`];
            }),
      ),
  },
  {
    name: 'a step read before it ran',
    plant: (sound) =>
      sound.nodes.flatMap((node, at) => {
        const later = behind(sound.edges, node.id).find((id) => {
          const other = sound.nodes.find((each) => each.id === id);
          return other?.type === 'transform' && !behind(sound.edges, id).includes(node.id);
        });
        if (later === undefined || node.type !== 'transform') return [];
        return spoilt(sound, (draft) => {
          (draft.nodes[at] as { config?: unknown }).config = { output: `\${ nodes.${later} }` };
          return [node.id];
        });
      }),
  },
  {
    name: 'a variable read before it has a value',
    plant: (sound) =>
      spoilt(sound, (draft) => {
        draft.variables = [...(draft.variables ?? []), { name: 'never_set', schema: { type: 'integer' } }];
        const first = draft.nodes.find((node) => node.type === 'transform');
        if (first === undefined) return null;
        first.config = { output: '${ vars.never_set }' };
        return [first.id];
      }),
  },
  {
    name: 'something that perhaps is not there, read as if it were',
    plant: (sound) =>
      atEachExpression(sound, (text) =>
        text.includes('nodes.?')
          ? text.replace(/nodes\.\?([a-z_]+)((?:\.[a-z_]+)*)\.orValue\([^()]*\)/, 'nodes.$1$2')
          : null,
      ),
  },
  {
    name: 'an item outside of a loop',
    plant: (sound) =>
      atEachNode(sound, (node) => {
        if (node.parent !== undefined || node.type !== 'transform') return null;
        node.config = { output: '${ item }' };
        return [node.id];
      }),
  },
  {
    name: 'an error where none happened',
    plant: (sound) =>
      atEachNode(sound, (node) => {
        const byError = sound.edges.some((edge) => edge.source_handle === 'error' || edge.source_handle === 'timeout');
        if (byError || node.type !== 'transform') return null;
        node.config = { output: '${ error.code }' };
        return [node.id];
      }),
  },
  {
    name: 'a body read from outside its container',
    plant: (sound) =>
      sound.nodes.flatMap((inner) => {
        if (inner.parent === undefined || inner.type !== 'transform') return [];
        return sound.nodes.flatMap((outer, at) => {
          if (outer.parent !== undefined || outer.type !== 'transform') return [];
          return spoilt(sound, (draft) => {
            (draft.nodes[at] as { config?: unknown }).config = { output: `\${ nodes.${inner.id} }` };
            return [outer.id];
          });
        });
      }),
  },
  {
    name: 'a payload that the message does not have',
    plant: (sound) => atEachExpression(sound, (text) => replaced(text, /payload\.[a-z_]+/, (found) => `${found}zz`)),
  },
];
