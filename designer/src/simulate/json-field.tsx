import type { Json } from '@omniroute/primitives';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** A value as JSON. What is typed counts as soon as it can be read; until then it stays in the field, with the reason. */
export function JsonField({ label, value, onSet }: { label: string; value: Json; onSet: (value: Json) => void }) {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState<string | null>(null);
  const shown = text ?? JSON.stringify(value, null, 2);
  const problem = text === null ? null : problemOf(text);
  const change = (next: string) => {
    setText(next);
    if (problemOf(next) === null) onSet(JSON.parse(next) as Json);
  };
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <textarea
        id={id}
        rows={Math.min(14, Math.max(3, shown.split('\n').length))}
        value={shown}
        spellCheck={false}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-problem`}
        onChange={(event) => change(event.target.value)}
        onBlur={() => {
          if (problem === null) setText(null);
        }}
        className={`w-full rounded-md border bg-surface px-2 py-1.5 font-mono text-xs text-ink outline-none focus-visible:ring-2 focus-visible:ring-focus ${problem === null ? 'border-line' : 'border-bad'}`}
      />
      <p id={`${id}-problem`} aria-live="polite" className="text-xs text-bad">
        {problem === null ? '' : t('try.bad_json', { problem })}
      </p>
    </div>
  );
}

function problemOf(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}
