import { Badge } from '@omniroute/ui';
import { useTranslation } from 'react-i18next';
import { useCheck } from '../api/queries.ts';
import { Loaded } from '../app/loaded.tsx';

const TONES = { error: 'bad', warning: 'warn', hint: 'info' } as const;

/** What the compiler found in the draft; choosing a finding leads to its step. */
export function Findings({ id, onChoose }: { id: string; onChoose: (node: string) => void }) {
  const { t } = useTranslation();
  const check = useCheck(id);
  return (
    <Loaded query={check}>
      {({ diagnostics }) =>
        diagnostics.length === 0 ? (
          <p className="text-sm">{t('service.sound')}</p>
        ) : (
          <ul className="flex flex-col gap-2 text-sm">
            {diagnostics.map((finding) => (
              <li key={`${finding.code}${finding.pointer}${finding.message}`}>
                <Badge tone={TONES[finding.severity]}>{finding.code}</Badge>{' '}
                {finding.node_id === undefined ? (
                  finding.message
                ) : (
                  <button
                    type="button"
                    onClick={() => onChoose(finding.node_id ?? '')}
                    className="text-left underline underline-offset-2 outline-none focus-visible:ring-2 focus-visible:ring-focus"
                  >
                    {finding.message}
                  </button>
                )}
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}
