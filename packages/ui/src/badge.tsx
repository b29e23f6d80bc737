import type { ReactNode } from 'react';

export type Tone = 'info' | 'good' | 'warn' | 'bad' | 'wait' | 'muted';

const TONES: Readonly<Record<Tone, string>> = {
  info: 'text-info border-info',
  good: 'text-good border-good',
  warn: 'text-warn border-warn',
  bad: 'text-bad border-bad',
  wait: 'text-wait border-wait',
  muted: 'text-muted border-line',
};

/** A short word of state. The word says it; the colour only helps. */
export function Badge({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span
      className={`inline-flex max-w-full shrink-0 items-center gap-1 rounded-full border px-2 py-0.5 text-xs font-medium [overflow-wrap:normal] ${TONES[tone]}`}
    >
      {children}
    </span>
  );
}
