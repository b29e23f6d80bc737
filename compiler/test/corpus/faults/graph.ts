import { edgeId, type Service } from '@omniroute/dsl';
import { atEachEdge, atEachNode, type FaultClass, placesOf, spoilt } from '../defect.ts';

const isContainer = (type: string) => type === 'loop' || type === 'scope';
/** Steps that are started by a connection, or are the first of their level. */
const incoming = (sound: Service, id: string) => sound.edges.filter((edge) => edge.target === id);

/** What is drawn so that nobody could follow it. */
export const graph: readonly FaultClass[] = [
  {
    name: 'a step that nothing leads to',
    plant: (sound) =>
      sound.edges.flatMap((edge, index) => {
        if (incoming(sound, edge.target).length !== 1 || edge.loop !== undefined) return [];
        return spoilt(sound, (draft) => {
          draft.edges.splice(index, 1);
          return [...placesOf(edge), ...draft.nodes.map(({ id }) => id), '/edges'];
        });
      }),
  },
  {
    name: 'a step of its own beside the others',
    plant: (sound) =>
      spoilt(sound, (draft) => {
        draft.nodes.push({ id: 'lonely', type: 'transform', config: { output: 1 } });
        return ['lonely', ...draft.nodes.map(({ id }) => id)];
      }),
  },
  {
    name: 'a second first step in a container',
    plant: (sound) =>
      sound.nodes
        .filter(({ type }) => isContainer(type))
        .flatMap((container) =>
          spoilt(sound, (draft) => {
            draft.nodes.push({ id: 'lonely', type: 'transform', parent: container.id, config: { output: 1 } });
            return [
              'lonely',
              container.id,
              ...draft.nodes.filter((node) => node.parent === container.id).map(({ id }) => id),
            ];
          }),
        ),
  },
  {
    name: 'an empty container',
    plant: (sound) =>
      sound.nodes
        .filter(({ type }) => isContainer(type))
        .flatMap((container) =>
          spoilt(sound, (draft) => {
            if (
              draft.nodes.some((node) =>
                draft.nodes.some((outer) => outer.id === node.parent && outer.parent === container.id),
              )
            )
              return null;
            const inside = new Set(draft.nodes.filter((node) => node.parent === container.id).map(({ id }) => id));
            draft.nodes = draft.nodes.filter(({ id }) => !inside.has(id));
            draft.edges = draft.edges.filter((edge) => !inside.has(edge.source) && !inside.has(edge.target));
            return [container.id];
          }),
        ),
  },
  {
    name: 'a connection across the border of a container',
    plant: (sound) =>
      sound.nodes.flatMap((inner) => {
        const outer = sound.nodes.find(
          (node) => node.parent === undefined && node.id !== inner.parent && !isContainer(node.type),
        );
        if (inner.parent === undefined || outer === undefined) return [];
        return spoilt(sound, (draft) => {
          const edge = { source: outer.id, target: inner.id };
          draft.edges.push(edge);
          return [edgeId(edge), ...placesOf(edge), inner.parent as string, `/edges/${draft.edges.length - 1}`];
        });
      }),
  },
  {
    name: 'a circle that turns for ever',
    plant: (sound) =>
      sound.nodes.flatMap((node) => {
        if (node.type !== 'transform' || sound.edges.some((edge) => edge.source === node.id)) return [];
        const undone = sound.nodes.some((each) => each.compensate_with === node.id);
        if (undone) return [];
        return spoilt(sound, (draft) => {
          const edge = { source: node.id, target: node.id };
          draft.edges.push(edge);
          return [...placesOf(edge), `/edges/${draft.edges.length - 1}`];
        });
      }),
  },
  {
    name: 'a count that was taken away',
    plant: (sound) =>
      atEachEdge(sound, (edge, index) => {
        if (edge.loop?.max === undefined) return null;
        delete edge.loop;
        return [...placesOf(edge), `/edges/${index}`];
      }),
  },
  {
    name: 'two connections from one exit',
    plant: (sound) =>
      sound.edges.flatMap((edge, index) => {
        const source = sound.nodes.find((node) => node.id === edge.source);
        if (source === undefined || source.type === 'parallel' || edge.source_handle === 'error') return [];
        return spoilt(sound, (draft) => {
          draft.nodes.push({
            id: 'second_target',
            type: 'transform',
            ...(source.parent === undefined ? {} : { parent: source.parent }),
            config: { output: 1 },
          });
          const second = { ...edge, target: 'second_target' };
          delete second.loop;
          draft.edges.push(second);
          return [...placesOf(edge), ...placesOf(second), `/edges/${index}`, `/edges/${draft.edges.length - 1}`];
        });
      }),
  },
  {
    name: 'a connection into a trigger',
    plant: (sound) =>
      (sound.triggers ?? []).flatMap((trigger) =>
        sound.nodes
          .filter((node) => node.type === 'transform')
          .slice(0, 1)
          .flatMap((node) =>
            spoilt(sound, (draft) => {
              const edge = { source: node.id, target: trigger.id };
              draft.edges.push(edge);
              return [...placesOf(edge), `/edges/${draft.edges.length - 1}`];
            }),
          ),
      ),
  },
  {
    name: 'a trigger without a connection beside others with one',
    plant: (sound) =>
      spoilt(sound, (draft) => {
        if ((draft.triggers ?? []).length === 0) return null;
        draft.triggers = [...(draft.triggers ?? []), { id: 'idle_trigger', type: 'manual' }];
        return ['idle_trigger'];
      }),
  },
  {
    name: 'a count where nothing turns',
    plant: (sound) =>
      atEachEdge(sound, (edge, index, draft) => {
        if (edge.loop !== undefined || !draft.nodes.some((node) => node.id === edge.source)) return null;
        const circle = draft.edges.some((each) => each.loop !== undefined);
        if (circle) return null;
        edge.loop = { max: 3 };
        return [...placesOf(edge), `/edges/${index}`];
      }),
  },
  {
    name: 'codes at an exit that gives no errors',
    plant: (sound) =>
      atEachEdge(sound, (edge, index) => {
        if (edge.source_handle === 'error') return null;
        edge.on = ['http.5xx'];
        return [...placesOf(edge), `/edges/${index}`];
      }),
  },
  {
    name: 'a join where nothing ran at the same time',
    plant: (sound) =>
      sound.edges.flatMap((edge, index) => {
        if (
          sound.nodes.some(({ type, config }) => type === 'parallel' || (config as { mode?: string })?.mode === 'all')
        )
          return [];
        const source = sound.nodes.find((node) => node.id === edge.source);
        if (source === undefined || edge.loop !== undefined || source.parent !== undefined) return [];
        return spoilt(sound, (draft) => {
          draft.nodes.push({ id: 'needless_join', type: 'join' });
          draft.edges[index] = { ...edge, target: 'needless_join' };
          draft.edges.push({ source: 'needless_join', target: edge.target });
          return ['needless_join', ...placesOf(edge), `/edges/${index}`];
        });
      }),
  },
  {
    name: 'a join that waits for more than can come',
    plant: (sound) =>
      atEachNode(sound, (node) => {
        if (node.type !== 'join') return null;
        node.config = { mode: 'count', count: 9 };
        return [node.id];
      }),
  },
  {
    name: 'a step that cannot be switched off',
    plant: (sound) =>
      atEachNode(sound, (node) => {
        if (!['human_task', 'decision'].includes(node.type)) return null;
        node.disabled = true;
        return [node.id];
      }),
  },
  {
    name: 'a connection on an undo',
    plant: (sound) =>
      sound.nodes.flatMap((node) => {
        const undo = node.compensate_with;
        if (undo === undefined) return [];
        return spoilt(sound, (draft) => {
          const edge = { source: node.id, source_handle: 'error', target: undo };
          draft.edges.push(edge);
          return [...placesOf(edge), `/edges/${draft.edges.length - 1}`];
        });
      }),
  },
  {
    name: 'one undo for two steps',
    plant: (sound) =>
      sound.nodes.flatMap((node) => {
        const undo = node.compensate_with;
        if (undo === undefined) return [];
        return atEachNode(sound, (other) => {
          if (
            other.parent !== node.parent ||
            other.id === node.id ||
            other.id === undo ||
            other.type !== 'http_request'
          )
            return null;
          other.compensate_with = undo;
          return [other.id, node.id, undo];
        });
      }),
  },
];
