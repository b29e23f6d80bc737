import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Who listens on a port of this machine, in words, where the system tells. */
export function portHolder(port: number): string {
  try {
    const inode = socketInode(port);
    if (inode === null) return '';
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      if (holds(pid, inode))
        return ` (process ${pid}: ${readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, 2).join(' ').slice(0, 80)})`;
    }
  } catch {
    // Only a nicety of the message: elsewhere than on Linux the system does not tell.
  }
  return '';
}

function socketInode(port: number): string | null {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  for (const line of readFileSync('/proc/net/tcp', 'utf8').split('\n')) {
    const fields = line.trim().split(/\s+/);
    if (fields[1]?.endsWith(`:${hex}`) === true && fields[3] === '0A') return fields[9] ?? null;
  }
  return null;
}

function holds(pid: string, inode: string): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`) === `socket:[${inode}]`);
  } catch {
    return false;
  }
}
