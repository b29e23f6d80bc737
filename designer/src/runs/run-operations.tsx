import type { OperateRun, RunDetail } from '@omniroute/contracts';
import { Button, Notice, TextField } from '@omniroute/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOperateRun } from '../api/queries.ts';

type Asked = Omit<OperateRun, 'reason'>;

/** What a person may do to an open run. Whatever it is, the run keeps who did it and why. */
export function RunOperations({ run }: { run: RunDetail }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const operate = useOperateRun(run.id);
  const ask = (asked: Asked) => operate.mutate({ ...asked, reason }, { onSuccess: () => setReason('') });
  return (
    <div className="flex flex-col gap-3">
      {run.incident !== null && <Notice tone="bad">{t('operate.incident', { key: run.incident.key })}</Notice>}
      <TextField
        label={t('operate.reason')}
        description={t('operate.reason_hint')}
        value={reason}
        onChange={setReason}
        maxLength={500}
        isRequired
      />
      {operate.error !== null && <Notice tone="bad">{operate.error.message}</Notice>}
      <div className="flex flex-wrap gap-2">
        {possible(run).map((asked) => (
          <Button key={asked.action} isDisabled={reason.trim() === '' || operate.isPending} onPress={() => ask(asked)}>
            {t(`operate.${asked.action}`)}
          </Button>
        ))}
      </div>
    </div>
  );
}

/** What makes sense in the run's state; the run itself judges again. */
function possible({ status, incident }: RunDetail): Asked[] {
  if (incident !== null)
    return [
      { action: 'retry_undo', key: incident.key },
      { action: 'skip_undo', key: incident.key },
      { action: 'terminate' },
    ];
  return [{ action: status === 'paused' ? 'resume' : 'pause' }, { action: 'cancel' }, { action: 'terminate' }];
}
