import { trustedScriptUrl } from '../app/trusted-script-url.ts';
import type { LayoutAnswer, LayoutRequest } from './layout.worker.ts';
import workerUrl from './layout.worker.ts?worker&url';
import type { LayLevels } from './model/tidy.ts';

/** Lays levels out in a thread of its own, which ends with its answer. */
export const layInWorker: LayLevels = (levels) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(trustedScriptUrl(workerUrl), { type: 'module', name: 'layout' });
    worker.onmessage = (event: MessageEvent<LayoutAnswer>) => {
      worker.terminate();
      resolve(event.data.map((level) => new Map(level.map(([id, x, y]) => [id, { x, y }]))));
    };
    worker.onerror = (event) => {
      worker.terminate();
      reject(new Error(event.message));
    };
    worker.postMessage(levels satisfies LayoutRequest);
  });
