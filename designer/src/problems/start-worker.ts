import { trustedScriptUrl } from '../app/trusted-script-url.ts';
import workerUrl from './compiler.worker.ts?worker&url';
import type { CheckAnswer, StartCompiler } from './protocol.ts';

/** Starts the compiler in a thread of its own. */
export const startCompiler: StartCompiler = ({ answered, fell }) => {
  const worker = new Worker(trustedScriptUrl(workerUrl), { type: 'module', name: 'compiler' });
  worker.onmessage = (event: MessageEvent<CheckAnswer>) => answered(event.data);
  worker.onerror = fell;
  return { ask: (request) => worker.postMessage(request), stop: () => worker.terminate() };
};
