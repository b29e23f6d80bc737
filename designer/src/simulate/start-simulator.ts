import { trustedScriptUrl } from '../app/trusted-script-url.ts';
import type { IdeasAnswer, PlayAnswer, StartSimulator } from './protocol.ts';
import workerUrl from './simulator.worker.ts?worker&url';

/** Starts the simulator in a thread of its own, so that a service that never rests holds nothing else up. */
export const startSimulator: StartSimulator = ({ answered, fell }) => {
  const worker = new Worker(trustedScriptUrl(workerUrl), { type: 'module', name: 'simulator' });
  worker.onmessage = ({ data }: MessageEvent<PlayAnswer | IdeasAnswer>) => answered(data);
  worker.onerror = fell;
  return { ask: (request) => worker.postMessage(request), stop: () => worker.terminate() };
};
