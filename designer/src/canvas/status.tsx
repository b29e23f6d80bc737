import { Badge, type Tone } from '@omniroute/ui';
import { useTranslation } from 'react-i18next';

const TONES: Readonly<Record<string, Tone>> = {
  completed: 'good',
  added: 'good',
  removed: 'bad',
  changed: 'warn',
  moved: 'info',
  published: 'good',
  failed: 'bad',
  terminated: 'bad',
  incident: 'bad',
  compensated: 'warn',
  cancelled: 'warn',
  continued: 'warn',
  deprecated: 'warn',
  running: 'info',
  waiting: 'wait',
  paused: 'wait',
  skipped: 'muted',
  draft: 'muted',
  archived: 'muted',
};

/** A state in words, with its colour. */
export function Status({ status }: { status: string }) {
  const { t } = useTranslation();
  return <Badge tone={TONES[status] ?? 'muted'}>{t(`status.${status}`, { defaultValue: status })}</Badge>;
}

/** Colour of an arrow in a state; the colour of all arrows where it has none. */
export function statusStroke(status: string | undefined): string {
  const tone = status === undefined ? undefined : TONES[status];
  return tone === undefined || tone === 'muted' ? 'var(--muted)' : `var(--${tone})`;
}

/** Border colour of a box in a state. */
export function statusBorder(status: string | undefined): string {
  switch (status === undefined ? undefined : TONES[status]) {
    case 'good':
      return 'border-good';
    case 'bad':
      return 'border-bad';
    case 'warn':
      return 'border-warn';
    case 'info':
      return 'border-info';
    case 'wait':
      return 'border-wait';
    default:
      return 'border-line';
  }
}

/** The tone of a state, which is also the name of its colour; `null` where there is nothing to say. */
export function toneOf(status: string | undefined): Tone | null {
  const tone = status === undefined ? undefined : TONES[status];
  return tone === undefined || tone === 'muted' ? null : tone;
}
