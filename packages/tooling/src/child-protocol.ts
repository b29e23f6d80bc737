import { fstatSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';

/** Descriptor of the lifeline: a pipe that closes when the parent is gone, however it went. */
const LIFELINE = 3;
/** Descriptor on which a child says that it is ready. */
const READY = 4;

/** Calls `stop` when the parent process is gone. Without a lifeline (started by hand) it does nothing. */
export function onParentGone(stop: () => void): void {
  if (!isPipe(LIFELINE)) return;
  const lifeline = new Socket({ fd: LIFELINE, readable: true, writable: false });
  lifeline.on('error', stop);
  lifeline.on('close', stop);
  lifeline.resume();
  lifeline.unref();
}

/** Tells the parent that this process can be used, with its address if it has one. */
export function reportReady(info: { readonly url?: string }): void {
  if (isPipe(READY)) writeSync(READY, `${JSON.stringify({ ready: true, ...info })}\n`);
}

function isPipe(descriptor: number): boolean {
  // Only a parent of ours passes these descriptors; elsewhere they may be anything.
  if (process.env.OMNIROUTE_CHILD !== '1') return false;
  try {
    const kind = fstatSync(descriptor);
    return kind.isFIFO() || kind.isSocket();
  } catch {
    return false;
  }
}
