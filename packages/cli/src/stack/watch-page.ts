import { watch } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
/** Where the page's code lies. */
const FOLDERS = ['designer', 'packages', 'compiler'];
/** Editors write a file in several steps, and people save several files at once. */
const QUIET_MS = 300;

/** Calls `changed` when sources of the page have changed and it is quiet again; never while an earlier call is at work. */
export function watchPage(changed: () => Promise<void>): { close(): void } {
  let timer: NodeJS.Timeout | undefined;
  let busy = false;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      if (busy) return later();
      busy = true;
      await changed().finally(() => {
        busy = false;
      });
    }, QUIET_MS);
  };
  const watchers = FOLDERS.map((folder) =>
    watch(`${root}${folder}`, { recursive: true }, (_, name) => {
      if (name !== null && /\.(tsx?|css|html)$/.test(name) && !/node_modules|\.test\./.test(name)) later();
    }),
  );
  return {
    close() {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}
