import { atEachNode, type FaultClass, spoilt } from '../defect.ts';

/** What does harm though every part of it is well formed. */
export const effects: readonly FaultClass[] = [
  {
    name: 'a repetition of what cannot be repeated',
    plant: (sound) =>
      atEachNode(sound, (node) => {
        if (node.type !== 'http_request') return null;
        node.config = { method: 'POST', url: 'https://example.com/once' };
        node.retry_policy = { maximum_attempts: 3 };
        const readers = sound.nodes
          .filter((each) => JSON.stringify(each).includes(`nodes.${node.id}`))
          .map(({ id }) => id);
        return [node.id, ...readers];
      }),
  },
  {
    name: 'one variable written in two branches',
    plant: (sound) => {
      const go = sound.nodes.find((node) => node.type === 'parallel');
      const starts = sound.edges.filter((edge) => edge.source === go?.id).map((edge) => edge.target);
      if (go === undefined || starts.length < 2) return [];
      return spoilt(sound, (draft) => {
        draft.variables = [...(draft.variables ?? []), { name: 'contested', schema: { type: 'integer' }, initial: 0 }];
        const writers = starts.slice(0, 2).map((target, index) => {
          const id = `writer_${index}`;
          draft.nodes.push({
            id,
            type: 'set_variables',
            ...(go.parent === undefined ? {} : { parent: go.parent }),
            config: { assignments: [{ variable: 'contested', value: index }] },
          });
          for (const edge of draft.edges) if (edge.source === go.id && edge.target === target) edge.target = id;
          draft.edges.push({ source: id, target });
          return id;
        });
        return [...writers, `/variables/${(draft.variables ?? []).length - 1}`];
      });
    },
  },
  {
    name: 'a variable written by items that run at the same time',
    plant: (sound) =>
      sound.nodes.flatMap((inner, at) => {
        const outer = sound.nodes.find((node) => node.id === inner.parent);
        const { concurrency } = (outer?.config ?? {}) as { concurrency?: number };
        if (concurrency === undefined || concurrency < 2) return [];
        return spoilt(sound, (draft) => {
          draft.variables = [
            ...(draft.variables ?? []),
            { name: 'contested', schema: { type: 'integer' }, initial: 0 },
          ];
          draft.nodes[at] = {
            id: inner.id,
            type: 'set_variables',
            parent: inner.parent as string,
            config: { assignments: [{ variable: 'contested', value: '${ index }' }] },
          };
          return [inner.id, inner.parent as string, `/variables/${(draft.variables ?? []).length - 1}`];
        });
      }),
  },
  {
    name: 'a contribution to a variable that does not merge',
    plant: (sound) =>
      atEachNode(sound, (node, _, draft) => {
        if (node.type !== 'transform' || node.parent !== undefined) return null;
        draft.variables = [...(draft.variables ?? []), { name: 'plain', schema: { type: 'integer' }, initial: 0 }];
        node.type = 'set_variables';
        node.config = { assignments: [{ variable: 'plain', add: 1 }] };
        const readers = sound.nodes
          .filter((each) => JSON.stringify(each).includes(`nodes.${node.id}`))
          .map(({ id }) => id);
        return [node.id, ...readers, `/variables/${draft.variables.length - 1}`];
      }),
  },
  {
    name: 'personal data in a key for searching',
    plant: (sound) =>
      spoilt(sound, (draft) => {
        const inputs = draft.inputs as { properties?: Record<string, object> };
        if (inputs?.properties === undefined) return null;
        inputs.properties.secret_word = { type: 'string', 'x-personal': true };
        Object.assign(draft, { business_keys: { word: '${ string(input.?secret_word.orValue("")) }' } });
        return ['/business_keys'];
      }),
  },
  {
    name: 'a timer beyond the end of the run',
    plant: (sound) =>
      atEachNode(sound, (node, _, draft) => {
        if (node.type !== 'wait' || typeof node.config?.duration !== 'string') return null;
        draft.timeout = 'PT1S';
        return [node.id, '/timeout'];
      }),
  },
  {
    name: 'a rule that a path breaks',
    plant: (sound) => {
      const [edge] = sound.edges.filter(
        ({ source, target }) =>
          sound.nodes.some((node) => node.id === source) &&
          !sound.edges.some((back) => back.source === target && back.target === source),
      );
      if (edge === undefined || sound.edges.some((each) => each.loop !== undefined)) return [];
      return spoilt(sound, (draft) => {
        draft.rules = [{ id: 'reversed', precedence: { first: edge.target, then: edge.source } }];
        return ['/rules'];
      });
    },
  },
  {
    name: 'two branches of one name',
    plant: (sound) =>
      atEachNode(sound, (node) => {
        const branches = node.config?.branches as { id: string }[] | undefined;
        const [first] = branches ?? [];
        if (branches === undefined || first === undefined) return null;
        branches.push(structuredClone(first));
        return [node.id];
      }),
  },
  {
    name: 'two things waited for at once',
    plant: (sound) =>
      atEachNode(sound, (node) => {
        if (node.type !== 'wait' || node.config?.duration === undefined) return null;
        node.config.until = '2030-01-01T00:00:00Z';
        return [node.id];
      }),
  },
  {
    name: 'a loop without anything to repeat by',
    plant: (sound) =>
      atEachNode(sound, (node) => {
        if (node.type !== 'loop') return null;
        node.config = { mode: 'while' };
        const near = sound.nodes.filter(
          (each) => each.parent === node.id || JSON.stringify(each).includes(`nodes.${node.id}`),
        );
        return [node.id, ...near.map(({ id }) => id)];
      }),
  },
  {
    name: 'a secret typed into a step',
    plant: (sound) =>
      atEachNode(sound, (node) => {
        if (node.type !== 'http_request') return null;
        const { headers } = (node.config ?? {}) as { headers?: object };
        node.config = { ...node.config, headers: { ...headers, authorization: 'Bearer 7d1c0b93e5f84a267d1c' } };
        return [node.id];
      }),
  },
  {
    name: 'personal data in the message of an error',
    plant: (sound) =>
      atEachNode(sound, (node, _, draft) => {
        const inputs = draft.inputs as { properties?: Record<string, object> } | undefined;
        if (node.type !== 'raise_error' || inputs?.properties === undefined) return null;
        inputs.properties.name_of_the_customer = { type: 'string', 'x-personal': true };
        node.config = { ...node.config, message: 'Not for ${ input.?name_of_the_customer.orValue("you") }' };
        return [node.id];
      }),
  },
  {
    name: 'a heartbeat that comes after the end of the attempt',
    plant: (sound) =>
      atEachNode(sound, (node) => {
        if ((node.type !== 'http_request' && node.type !== 'send_notification') || node.disabled === true) return null;
        node.timeout = { start_to_close: 'PT10S', heartbeat: 'PT1M' };
        return [node.id];
      }),
  },
];
