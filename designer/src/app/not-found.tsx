import { EmptyState } from '@omniroute/ui';
import { useTranslation } from 'react-i18next';

/** An address that leads nowhere. */
export function NotFound() {
  const { t } = useTranslation();
  return (
    <>
      <h1 className="sr-only">{t('not_found.title')}</h1>
      <EmptyState title={t('not_found.title')}>{t('not_found.body')}</EmptyState>
    </>
  );
}
