import { trustedScriptUrl } from '../app/trusted-script-url.ts';
import workerUrl from './compiler.worker.ts?worker&url';
import type { CheckAnswer, PlanAnswer, StartCompiler, TextAnswer } from './protocol.ts';

/** Starts the compiler in a thread of its own. */
export const startCompiler: StartCompiler = ({ answered, planned, told, fell }) => {
  const worker = new Worker(trustedScriptUrl(workerUrl), { type: 'module', name: 'compiler' });
  worker.onmessage = ({ data }: MessageEvent<CheckAnswer | PlanAnswer | TextAnswer>) =>
    'plan' in data ? planned(data) : 'completions' in data ? told(data) : answered(data);
  worker.onerror = fell;
  return { ask: (request) => worker.postMessage(request), stop: () => worker.terminate() };
};
