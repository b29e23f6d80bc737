import { isFault } from '@omniroute/errors';
import { createLogger } from '@omniroute/telemetry';
import { onParentGone, reportReady } from '@omniroute/tooling';
import { createSandbox, type Sandbox } from './sandbox.ts';
import { readSettings } from './settings.ts';

/** The sandbox process: settings are read here; it ends on SIGTERM, on Ctrl-C, and with its parent. */
const log = createLogger({ name: 'sandbox' });
let sandbox: Sandbox | null = null;
let stopping = false;

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await sandbox?.close();
  process.exit(0);
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());
onParentGone(() => void stop());

try {
  const { port, dataDir, secret, breakable } = readSettings(process.env);
  sandbox = await createSandbox({ dataDir, secret, log, ...(breakable === undefined ? {} : { breakable }) });
  const url = await sandbox.listen(port);
  log.info('listening', { url, breakable: breakable ?? 'no' });
  reportReady({ url });
} catch (error) {
  if (!isFault(error)) throw error;
  log.error(error.message, { code: error.code });
  process.exit(1);
}
