import { reportReady } from '@omniroute/tooling';

// Does not hear that it should stop.
process.on('SIGTERM', () => undefined);
setInterval(() => undefined, 1000);
reportReady({});
