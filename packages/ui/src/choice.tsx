import { useContext, useId } from 'react';
import { Label, Text } from 'react-aria-components';
import { UiWords } from './words.ts';

/** One of several, as the platform's own list: the best list on phones and for screen readers. */
export function Choice({
  label,
  description,
  value,
  options,
  onChange,
  isRequired = false,
  isMarked = isRequired,
}: {
  label: string;
  description?: string | undefined;
  value: string;
  options: readonly { id: string; label: string }[];
  onChange: (value: string) => void;
  isRequired?: boolean;
  /** Whether it is said to be required; needless where something is always chosen. */
  isMarked?: boolean;
}) {
  const id = useId();
  const { required } = useContext(UiWords);
  return (
    <div className="flex flex-col gap-1">
      <Label htmlFor={id} className="text-sm font-medium">
        {label}
        {isMarked && <span className="text-muted"> ({required})</span>}
      </Label>
      <select
        id={id}
        value={value}
        required={isRequired}
        onChange={(event) => onChange(event.target.value)}
        className="w-full rounded-md border border-line bg-surface px-2 py-1.5 text-sm text-ink outline-none focus-visible:ring-2 focus-visible:ring-focus"
      >
        {(!isRequired || value === '') && <option value="">–</option>}
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.label}
          </option>
        ))}
      </select>
      {description !== undefined && description !== '' && <Text className="text-xs text-muted">{description}</Text>}
    </div>
  );
}
