/** A JSON value as people read it; long ones scroll, and can be reached by keyboard to do so. */
export function JsonView({ label, value }: { label: string; value: unknown }) {
  return (
    <figure className="flex flex-col gap-1">
      <figcaption className="text-xs font-medium text-muted">{label}</figcaption>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
        tabIndex={0}
        className="max-h-64 overflow-auto rounded-md bg-raised p-2 text-xs outline-none focus-visible:ring-2 focus-visible:ring-focus"
      >
        {JSON.stringify(value, null, 2)}
      </pre>
    </figure>
  );
}
