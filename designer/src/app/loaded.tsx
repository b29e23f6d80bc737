import { Button, Notice } from '@omniroute/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** What a page shows while data is on its way or did not come; with data, its children. */
export function Loaded<Data>({
  query,
  children,
}: {
  query: { data: Data | undefined; error: Error | null; refetch: () => unknown };
  children: (data: Data) => ReactNode;
}) {
  const { t } = useTranslation();
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error === null) return <p role="status">{t('loading')}</p>;
  return (
    <div className="flex flex-col items-start gap-3">
      <Notice tone="bad">{query.error.message}</Notice>
      <Button onPress={() => void query.refetch()}>{t('retry')}</Button>
    </div>
  );
}
