export { type Child, type ChildOptions, startTethered, wrap } from './child.ts';
export { onParentGone, reportReady } from './child-protocol.ts';
export { getChromium } from './chromium/get-chromium.ts';
export { toolingErrors } from './errors.ts';
export { freePort, isFree } from './ports.ts';
export { isWritable } from './postgres/binaries.ts';
export { type PostgresOptions, type PostgresServer, startPostgres } from './postgres/start-postgres.ts';
export { getTemporal, type TemporalBinary } from './temporal/get-temporal.ts';
export { startTemporal, type TemporalOptions, type TemporalServer } from './temporal/start-temporal.ts';
