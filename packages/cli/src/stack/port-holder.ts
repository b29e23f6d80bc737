import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** State of a listening socket in /proc/net/tcp. */
const LISTENING = '0A';
const LONGEST = 80;

/** Who listens on a port of this machine, in words to append to a sentence; empty where the system does not tell. */
export function portHolder(port: number): string {
  try {
    const inode = socketInode(port);
    if (inode === null) return '';
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      if (!holds(pid, inode)) continue;
      const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim();
      return ` (process ${pid}: ${line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line})`;
    }
  } catch {
    // Only a nicety of the message: elsewhere than on Linux the system does not tell.
  }
  return '';
}

function socketInode(port: number): string | null {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const line of readFileSync(table, 'utf8').split('\n')) {
      const fields = line.trim().split(/\s+/);
      if (fields[1]?.endsWith(`:${hex}`) === true && fields[3] === LISTENING) return fields[9] ?? null;
    }
  }
  return null;
}

function holds(pid: string, inode: string): boolean {
  const folder = `/proc/${pid}/fd`;
  const link = (fd: string) => orNull(() => readlinkSync(`${folder}/${fd}`));
  return (orNull(() => readdirSync(folder)) ?? []).some((fd) => link(fd) === `socket:[${inode}]`);
}

/** What is read of a process; `null` where that part of it is gone meanwhile, or another user's. */
function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
