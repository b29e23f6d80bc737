// Compiles what it is sent, on a thread of its own: see protocol.ts.
import { parentPort, workerData } from 'node:worker_threads';
import { compileService } from './compile-service.ts';
import type { HelperAnswer, HelperData, HelperRequest } from './protocol.ts';

const { known } = workerData as HelperData;
const answer = (told: HelperAnswer) => parentPort?.postMessage(told);

parentPort?.on('message', async ({ index, job }: HelperRequest) => {
  answer({ kind: 'compiled', index, result: await compileService(job, known) });
});

// Loads the compiler and makes it warm before anything is taken from those who could compile it at once.
await compileService({ file: 'service.json', text: '{}' }, known);
answer({ kind: 'ready' });
