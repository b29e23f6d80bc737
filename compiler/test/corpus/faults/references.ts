import { atEachEdge, atEachExpression, atEachNode, type FaultClass, placesOf, replaced, spoilt } from '../defect.ts';

/** What names something that is not there. */
export const references: readonly FaultClass[] = [
  {
    name: 'a connection to nowhere',
    plant: (sound) =>
      atEachEdge(sound, (edge, index) => {
        const places = [...placesOf(edge), `/edges/${index}`];
        edge.target = 'nirvana_station';
        return [...places, ...placesOf(edge)];
      }),
  },
  {
    name: 'a connection from nowhere',
    plant: (sound) =>
      atEachEdge(sound, (edge, index) => {
        const places = [...placesOf(edge), `/edges/${index}`];
        edge.source = 'nirvana_station';
        return [...places, ...placesOf(edge)];
      }),
  },
  {
    name: 'an exit that the step does not have',
    plant: (sound) =>
      atEachEdge(sound, (edge, index, draft) => {
        if (!draft.nodes.some((node) => node.id === edge.source)) return null;
        const places = placesOf(edge);
        edge.source_handle = 'trapdoor';
        return [...places, ...placesOf(edge), `/edges/${index}`];
      }),
  },
  {
    name: 'a provider that is not declared',
    plant: (sound) =>
      atEachNode(sound, (node) => {
        if (node.config?.connection === undefined) return null;
        node.config.connection = 'nobody';
        return [node.id];
      }),
  },
  {
    name: 'a message that is not declared',
    plant: (sound) =>
      (sound.messages ?? []).flatMap((_, index) =>
        spoilt(sound, (draft) => {
          const name = draft.messages?.[index]?.name ?? '';
          draft.messages = (draft.messages ?? []).filter((each) => each.name !== name);
          return draft.nodes
            .filter((node) => JSON.stringify(node.config ?? {}).includes(`"${name}"`))
            .map(({ id }) => id);
        }),
      ),
  },
  {
    name: 'a variable that is not declared',
    plant: (sound) =>
      (sound.variables ?? []).flatMap(({ name }) =>
        spoilt(sound, (draft) => {
          draft.variables = (draft.variables ?? []).filter((each) => each.name !== name);
          const users = draft.nodes.filter((node) => JSON.stringify(node).includes(name)).map(({ id }) => id);
          return [...users, '/outputs'];
        }),
      ),
  },
  {
    name: 'a step that is not there, in an expression',
    plant: (sound) =>
      atEachExpression(sound, (text) => replaced(text, /nodes\.\??[a-z_]+/, () => 'nodes.phantom_step')),
  },
  {
    name: 'a field of the input misspelt',
    plant: (sound) => atEachExpression(sound, (text) => replaced(text, /input\.[a-z_]+/, (found) => `${found}zz`)),
  },
  {
    name: 'a field of an output misspelt',
    plant: (sound) =>
      atEachExpression(sound, (text) => replaced(text, /nodes\.[a-z_]+\.[a-z_]+/, (found) => `${found}zz`)),
  },
  {
    name: 'a variable misspelt',
    plant: (sound) => atEachExpression(sound, (text) => replaced(text, /vars\.[a-z_]+/, (found) => `${found}zz`)),
  },
  {
    name: 'a function that does not exist',
    plant: (sound) =>
      atEachExpression(sound, (text) =>
        replaced(text, /\$\{ ([^{}]*) \}/, (found) => `${found.slice(0, 3)}frobnicate(${found.slice(3, -2)}) }`),
      ),
  },
  {
    name: 'an expression that is cut off',
    plant: (sound) => atEachExpression(sound, (text) => replaced(text, / \}/, () => ' + }')),
  },
  {
    name: 'a container that is not there',
    plant: (sound) =>
      atEachNode(sound, (node) => {
        if (node.parent === undefined) return null;
        const parent = node.parent;
        node.parent = 'phantom_box';
        return [node.id, parent];
      }),
  },
  {
    name: 'an undo that is not there',
    plant: (sound) =>
      atEachNode(sound, (node) => {
        if (node.compensate_with === undefined) return null;
        const undo = node.compensate_with;
        node.compensate_with = 'phantom_undo';
        return [node.id, undo];
      }),
  },
  {
    name: 'an undo of something that is no step',
    plant: (sound) =>
      atEachNode(sound, (node) => {
        if (!['http_request', 'send_notification'].includes(node.type) || node.compensate_with !== undefined)
          return null;
        node.compensate_with = 'phantom_undo';
        return [node.id];
      }),
  },
  {
    name: 'a rule about a step that is not there',
    plant: (sound) =>
      spoilt(sound, (draft) => {
        const [first] = draft.nodes;
        if (first === undefined) return null;
        draft.rules = [{ id: 'order', precedence: { first: 'phantom_step', then: first.id } }];
        return ['/rules'];
      }),
  },
];
