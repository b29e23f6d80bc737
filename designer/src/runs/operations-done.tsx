import type { OperationShape } from '@omniroute/contracts';
import { useTranslation } from 'react-i18next';
import { When } from '../app/when.tsx';

/** What people did to a run: what, who, when and why. */
export function OperationsDone({ operations }: { operations: readonly OperationShape[] }) {
  const { t } = useTranslation();
  return (
    <ol aria-label={t('operate.done')} className="flex flex-col gap-2 text-sm">
      {operations.map((done) => (
        <li key={`${done.at} ${done.action} ${done.key ?? ''}`}>
          <span className="font-medium">{t(`operate.${done.action}`)}</span>
          {(done.key ?? done.variable) !== null && <code className="ml-1">{done.key ?? done.variable}</code>}
          <p className="text-xs text-muted">
            {done.by} · <When at={done.at} />
          </p>
          <p className="break-words">{done.reason}</p>
        </li>
      ))}
    </ol>
  );
}
