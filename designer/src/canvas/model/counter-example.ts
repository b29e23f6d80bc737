import type { PathStep } from '@omniroute/errors';

/** Whether a connection is one of a path's: from one of its steps by the port taken to the next. */
export function isOnPath(path: readonly PathStep[] | null, source: string, port: string, target: string): boolean {
  if (path === null) return false;
  return path.some((step, index) => {
    const before = path[index - 1];
    return before?.node === source && step.node === target && (step.port ?? 'out') === port;
  });
}
