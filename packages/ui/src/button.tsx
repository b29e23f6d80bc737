import { Button as AriaButton, type ButtonProps } from 'react-aria-components';

type Look = 'primary' | 'plain' | 'quiet';

const LOOKS: Readonly<Record<Look, string>> = {
  primary: 'bg-accent text-accent-ink border-accent hover:brightness-110',
  plain: 'bg-surface text-ink border-line hover:bg-raised',
  quiet: 'bg-transparent text-ink border-transparent hover:bg-raised',
};

/** A button; `look` says how much it matters. */
export function Button({
  look = 'plain',
  className = '',
  ...props
}: ButtonProps & { look?: Look; className?: string }) {
  return (
    <AriaButton
      {...props}
      className={`inline-flex min-h-9 items-center justify-center gap-2 rounded-md border px-3 py-1 text-sm font-medium outline-none data-[focus-visible]:ring-2 data-[focus-visible]:ring-focus data-[disabled]:opacity-60 ${LOOKS[look]} ${className}`}
    />
  );
}
