import { fstatSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';

/** Descriptor of the lifeline: a pipe that closes when the parent is gone, however it went. */
const LIFELINE = 3;
/** Descriptor on which a child says that it is ready. */
const READY = 4;
/** Environment variable by which a parent of ours says that it passes the two descriptors. */
const MARK = 'OMNIROUTE_CHILD';

const isOurChild = process.env[MARK] === '1';
// Programs that this process starts inherit its environment, but not the descriptors.
delete process.env[MARK];

/** The environment for a child that gets a lifeline on descriptor 3 and may say on descriptor 4 that it is ready. */
export function childEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...env, [MARK]: '1' };
}

/** Calls `stop` when the parent process is gone. Without a lifeline (started by hand) it does nothing. */
export function onParentGone(stop: () => void): void {
  if (!isPipe(LIFELINE)) return;
  const lifeline = new Socket({ fd: LIFELINE, readable: true, writable: false });
  lifeline.on('error', stop);
  lifeline.on('close', stop);
  lifeline.resume();
  lifeline.unref();
}

/** Tells the parent that this process can be used, with its address if it has one. Started by hand it does nothing. */
export function reportReady(info: { readonly url?: string }): void {
  if (isPipe(READY)) writeSync(READY, `${JSON.stringify({ ready: true, ...info })}\n`);
}

function isPipe(descriptor: number): boolean {
  if (!isOurChild) return false;
  try {
    const kind = fstatSync(descriptor);
    return kind.isFIFO() || kind.isSocket();
  } catch (error) {
    // A parent need not pass both.
    if ((error as NodeJS.ErrnoException).code === 'EBADF') return false;
    throw error;
  }
}
