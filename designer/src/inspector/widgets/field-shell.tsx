import type { ReactNode } from 'react';
import type { Finding } from '../../problems/protocol.ts';

export const INPUT =
  'w-full rounded-md border bg-surface px-2 py-1.5 text-sm text-ink outline-none focus-visible:ring-2 focus-visible:ring-focus read-only:opacity-70';

/** Border of an input by what was found at it. */
export function inputClass(findings: readonly Finding[]): string {
  const isBad = findings.some(({ severity }) => severity === 'error');
  return `${INPUT} ${isBad ? 'border-bad' : 'border-line'}`;
}

/** Words above a field, what was found below it, and room for a switch beside the words. */
export function FieldShell({
  id,
  label,
  isRequired,
  description,
  findings,
  aside,
  children,
}: {
  id: string;
  label: string;
  isRequired: boolean;
  description?: string | undefined;
  findings: readonly Finding[];
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-end justify-between gap-2">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
          {isRequired && <span aria-hidden> *</span>}
        </label>
        {aside}
      </div>
      {children}
      {description !== undefined && <p className="text-xs text-muted">{description}</p>}
      <FindingsHere id={`${id}-findings`} findings={findings} />
    </div>
  );
}

/** What the compiler says of a field. */
export function FindingsHere({ id, findings }: { id: string; findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <ul id={id} className="flex flex-col gap-0.5 text-xs">
      {findings.map((finding) => (
        <li
          key={`${finding.code}${finding.pointer}${finding.message}`}
          className={
            finding.severity === 'error' ? 'text-bad' : finding.severity === 'warning' ? 'text-warn' : 'text-info'
          }
        >
          {finding.message}
        </li>
      ))}
    </ul>
  );
}
