import type { BlobStore } from '../src/storage/blobs/index.ts';

/** A blob store in memory, and a switch that makes it unavailable. */
export function memoryBlobs(now: () => number = () => 0) {
  const bodies = new Map<string, { body: Uint8Array; at: number }>();
  const state = { down: false };
  const guard = () => {
    if (state.down) throw Object.assign(new Error('the blob store is down'), { unavailable: true });
  };
  const under = (folder: string) => [...bodies].filter(([name]) => name.startsWith(`${folder}/`));
  const store: BlobStore = {
    async write(name, body) {
      guard();
      bodies.set(name, { body, at: now() });
    },
    async read(name) {
      guard();
      return bodies.get(name)?.body ?? null;
    },
    async has(name) {
      guard();
      return bodies.has(name);
    },
    async *folders(folder) {
      guard();
      const names = under(folder).map(([name]) => name.slice(folder.length + 1).split('/'));
      yield* new Set(names.flatMap(([first, ...rest]) => (first === undefined || rest.length === 0 ? [] : [first])));
    },
    async writtenAt(folder) {
      const times = under(folder).map(([, { at }]) => at);
      return times.length === 0 ? null : new Date(Math.max(...times));
    },
    async remove(folder) {
      for (const [name] of under(folder)) bodies.delete(name);
    },
  };
  return {
    ...store,
    names: () => [...bodies.keys()],
    bytes: () => [...bodies.values()].reduce((sum, { body }) => sum + body.length, 0),
    forget: () => bodies.clear(),
    setDown(down: boolean) {
      state.down = down;
    },
  };
}
