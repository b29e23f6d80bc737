import { Button, EmptyState, Notice } from '@omniroute/ui';
import { useTranslation } from 'react-i18next';
import { useTasks } from '../api/queries.ts';
import { TaskCard } from './task-card.tsx';

/** Open tasks, of one run or of all. */
export function TaskList({ run }: { run?: string }) {
  const { t } = useTranslation();
  const tasks = useTasks(run);
  if (tasks.error !== null) return <Notice tone="bad">{tasks.error.message}</Notice>;
  if (tasks.isPending) return <p role="status">{t('loading')}</p>;
  if (tasks.items.length === 0)
    return run === undefined ? (
      <EmptyState title={t('tasks.empty')}>{t('tasks.empty_hint')}</EmptyState>
    ) : (
      <p className="text-sm text-muted">{t('tasks.empty')}</p>
    );
  return (
    <div className="flex flex-col gap-3">
      <ul className="flex flex-col gap-3">
        {tasks.items.map((task) => (
          <li key={task.id}>
            <TaskCard task={task} linkRun={run === undefined} />
          </li>
        ))}
      </ul>
      {tasks.hasNextPage && (
        <Button onPress={() => void tasks.fetchNextPage()} isDisabled={tasks.isFetchingNextPage}>
          {t('more')}
        </Button>
      )}
    </div>
  );
}
