/** A shortcut as it stands on this machine's keys. */
export function keysOf(shortcut: string, isMac: boolean): string {
  const names: Readonly<Record<string, string>> = {
    Mod: isMac ? '⌘' : 'Ctrl',
    Shift: isMac ? '⇧' : 'Shift',
    Alt: isMac ? '⌥' : 'Alt',
    ArrowUp: '↑',
    ArrowDown: '↓',
    ArrowLeft: '←',
    ArrowRight: '→',
    Escape: 'Esc',
  };
  if (shortcut === '+') return '+';
  return shortcut
    .split('+')
    .map((part) => names[part] ?? part)
    .join(isMac ? '' : '+');
}

export const isMac = (): boolean => navigator.userAgent.includes('Mac');
