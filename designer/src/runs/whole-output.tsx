import { Button } from '@omniroute/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchWholeOutput } from './fetch-whole-output.ts';
import { JsonView } from './json-view.tsx';

/** Shows on demand what a step gave before it was cut; says so where it is not kept. */
export function WholeOutput({ run, visit }: { run: string; visit: string }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const query = useQuery({
    queryKey: ['whole-output', run, visit],
    enabled: asked,
    retry: false,
    queryFn: ({ signal }) => fetchWholeOutput(run, visit, signal),
  });
  if (query.error !== null) return <p className="text-xs text-muted">{query.error.message}</p>;
  if (query.data === undefined)
    return (
      <Button isDisabled={asked} onPress={() => setAsked(true)}>
        {t('run.show_whole')}
      </Button>
    );
  if ('whole' in query.data) return <JsonView label={t('run.whole')} value={query.data.whole} />;
  const { beginning, total } = query.data;
  return <JsonView label={t('run.whole_begins', { shown: beginning.length, total })} value={beginning} />;
}
