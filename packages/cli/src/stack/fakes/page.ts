import { reportReady } from '@omniroute/tooling';

reportReady({ url: 'file:///the/page' });
process.exit(0);
