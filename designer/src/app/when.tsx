import { useFormats } from './format.ts';

/** An instant in the reader's own time zone and language; the exact one on hover and for machines. */
export function When({ at }: { at: string }) {
  const { instant } = useFormats();
  return (
    <time dateTime={at} title={at}>
      {instant(at)}
    </time>
  );
}
