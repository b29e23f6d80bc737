import type { Difference } from '@omniroute/simulator';

type Say = (key: string, facts?: Readonly<Record<string, unknown>>) => string;

/** A difference between what was expected and what happened, in words; `name` gives the name of a step. */
export function sayDifference(t: Say, name: (node: string) => string, { field, expected, got }: Difference): string {
  const [head = field, ...rest] = field.split('.');
  const of = rest.join('.');
  const textOf = (value: unknown) =>
    value === null ? t('scenario.nothing') : typeof value === 'string' ? value : JSON.stringify(value);
  const values = { expected: textOf(expected), got: textOf(got) };
  switch (head) {
    case 'visited':
      return t('scenario.not_visited', { name: name(String(expected)) });
    case 'not_visited':
      return t('scenario.visited', { name: name(String(got)) });
    case 'calls':
      return t('scenario.calls', { name: name(of), ...values });
    case 'variables':
      return t('scenario.variable', { name: of, ...values });
    case 'status':
      return t('scenario.status', {
        expected: t(`status.${String(expected)}`),
        got: t(`status.${String(got)}`),
      });
    case 'output':
    case 'duration':
    case 'keys':
    case 'end_status':
    case 'error':
      return t(`scenario.${head}`, values);
    default:
      return t('scenario.field', { field, ...values });
  }
}
