import { createHash } from 'node:crypto';
import type { DataKey } from '../../src/storage/key-ports.ts';

/** The key under which runs are recorded: known to all, so that whoever has the histories can replay them. */
export const RECORDING_KEY: DataKey = {
  id: 'recorded',
  key: createHash('sha256').update('The key of the recorded histories is no secret.').digest(),
};
