import { CircleAlert, CircleCheck, Loader, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

const SIGNS = {
  open: [Loader, 'text-muted'],
  good: [CircleCheck, 'text-good'],
  warn: [TriangleAlert, 'text-warn'],
  bad: [CircleAlert, 'text-bad'],
} as const;

/** One thing that is looked at before a version goes live. */
export function CheckLine({ state, children }: { state: keyof typeof SIGNS; children: ReactNode }) {
  const [Sign, tone] = SIGNS[state];
  return (
    <li className="flex items-center gap-2 text-sm">
      <Sign aria-hidden size={16} className={`shrink-0 ${tone}`} />
      <span className="flex flex-wrap items-center gap-x-3">{children}</span>
    </li>
  );
}
