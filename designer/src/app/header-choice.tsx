/** A choice in the header, with its label where there is room. */
export function HeaderChoice({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: string;
  options: readonly { readonly id: string; readonly label: string }[];
  onChange: (id: string) => void;
}) {
  return (
    <label className="flex min-w-0 items-center gap-2 text-sm text-muted max-sm:flex-1">
      <span className="whitespace-nowrap max-lg:sr-only">{label}</span>
      <select
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="w-full min-w-0 rounded-md sm:max-w-36 lg:max-w-52 border border-line bg-surface px-2 py-1 text-ink outline-none focus-visible:ring-2 focus-visible:ring-focus"
      >
        {options.map(({ id, label: words }) => (
          <option key={id} value={id}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
