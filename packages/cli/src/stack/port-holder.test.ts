import { createServer } from 'node:net';
import { freePort } from '@omniroute/tooling';
import { expect, it } from 'vitest';
import { portHolder } from './port-holder.ts';

it.runIf(process.platform === 'linux')(
  'names the process that listens on a port, on either family, and nobody otherwise',
  async () => {
    for (const host of ['127.0.0.1', '::']) {
      const port = await freePort();
      expect(portHolder(port)).toBe('');
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(port, host, resolve));
      expect(portHolder(port)).toMatch(new RegExp(`^ \\(process ${process.pid}: .*\\)$`));
      await new Promise((resolve) => server.close(resolve));
    }
  },
);
