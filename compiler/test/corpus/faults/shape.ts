import { atEachNode, type FaultClass, spoilt } from '../defect.ts';

const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  send_notification: ['connection', 'channel', 'to'],
  http_request: ['method', 'url'],
  human_task: ['title', 'outcomes'],
  decision: ['branches'],
  set_variables: ['assignments'],
  raise_error: ['code'],
  send_message: ['name', 'correlation'],
};
const ENUMS: Readonly<Record<string, readonly [field: string, wrong: string]>> = {
  send_notification: ['channel', 'pigeon'],
  http_request: ['method', 'FETCH'],
  loop: ['on_item_error', 'shrug'],
  join: ['mode', 'most'],
  scope: ['on_error', 'shrug'],
};

/** What has the wrong shape. */
export const shape: readonly FaultClass[] = [
  {
    name: 'a field of a step misspelt',
    plant: (sound) =>
      atEachNode(sound, (node, index) => {
        Object.assign(node, { cofnig: {} });
        return [node.id, `/nodes/${index}`];
      }),
  },
  {
    name: 'a setting misspelt',
    plant: (sound) =>
      atEachNode(sound, (node) => {
        const [name] = Object.keys(node.config ?? {});
        if (node.config === undefined || name === undefined) return null;
        node.config[`${name}s_`] = node.config[name];
        return [node.id];
      }),
  },
  {
    name: 'a kind misspelt',
    plant: (sound) =>
      atEachNode(sound, (node) => {
        node.type = `${node.type}x`;
        return [node.id];
      }),
  },
  {
    name: 'a number where a text belongs',
    plant: (sound) =>
      atEachNode(sound, (node) => {
        const field = ['to', 'url', 'title', 'name'].find((each) => typeof node.config?.[each] === 'string');
        if (field === undefined || node.config === undefined) return null;
        node.config[field] = 5;
        return [node.id];
      }),
  },
  {
    name: 'a word that is not among the choices',
    plant: (sound) =>
      atEachNode(sound, (node) => {
        const found = ENUMS[node.type];
        if (found === undefined) return null;
        node.config = { ...node.config, [found[0]]: found[1] };
        return [node.id];
      }),
  },
  {
    name: 'a setting that is missing',
    plant: (sound) =>
      sound.nodes.flatMap((each, at) =>
        (REQUIRED[each.type] ?? []).flatMap((field) =>
          spoilt(sound, (draft) => {
            const node = draft.nodes[at];
            if (node?.config?.[field] === undefined) return null;
            delete node.config[field];
            return [node.id];
          }),
        ),
      ),
  },
  {
    name: 'an id that is none',
    plant: (sound) =>
      atEachNode(sound, (node, index) => {
        node.id = `Step ${index}`;
        return [node.id, `/nodes/${index}`];
      }),
  },
  {
    name: 'two steps of one id',
    plant: (sound) =>
      atEachNode(sound, (node, index, draft) => {
        const first = draft.nodes[0];
        if (index === 0 || first === undefined) return null;
        node.id = first.id;
        return [first.id, `/nodes/${index}`];
      }),
  },
  {
    name: 'a reserved word as id',
    plant: (sound) =>
      atEachNode(sound, (node, index) => {
        node.id = 'in';
        return ['in', `/nodes/${index}`];
      }),
  },
  {
    name: 'a duration in words',
    plant: (sound) =>
      atEachNode(sound, (node) => {
        const field = ['duration', 'timeout', 'due'].find((each) => typeof node.config?.[each] === 'string');
        if (field === undefined || node.config === undefined) return null;
        node.config[field] = '2 hours';
        return [node.id];
      }),
  },
  {
    name: 'a number of attempts in words',
    plant: (sound) =>
      atEachNode(sound, (node) => {
        if (node.retry_policy === undefined) return null;
        Object.assign(node, { retry_policy: { maximum_attempts: 'three' } });
        return [node.id];
      }),
  },
  {
    name: 'a keyword that schemas do not have',
    plant: (sound) =>
      spoilt(sound, (draft) => {
        Object.assign(draft, { inputs: { ...(draft.inputs as object), patternProperties: {} } });
        return ['/inputs'];
      }),
  },
  {
    name: 'another version of the language',
    plant: (sound) =>
      spoilt(sound, (draft) => {
        Object.assign(draft, { dsl_version: '9.9' });
        return ['/dsl_version'];
      }),
  },
  {
    name: 'a name that is too short',
    plant: (sound) =>
      spoilt(sound, (draft) => {
        draft.name = 'x';
        return ['/name'];
      }),
  },
];
