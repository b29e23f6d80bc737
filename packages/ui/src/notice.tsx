import type { ReactNode } from 'react';

/** Something the reader must know; `bad` is announced at once. */
export function Notice({ tone, children }: { tone: 'info' | 'bad' | 'good'; children: ReactNode }) {
  const colour =
    tone === 'bad' ? 'border-bad text-bad' : tone === 'good' ? 'border-good text-good' : 'border-info text-info';
  return (
    <div role={tone === 'bad' ? 'alert' : 'status'} className={`rounded-md border px-3 py-2 text-sm ${colour}`}>
      {children}
    </div>
  );
}
