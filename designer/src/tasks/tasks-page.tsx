import { useTranslation } from 'react-i18next';
import { TaskList } from './task-list.tsx';

/** The inbox. */
export function TasksPage() {
  const { t } = useTranslation();
  return (
    <div className="mx-auto flex max-w-3xl flex-col gap-4">
      <h1 className="text-xl font-semibold">{t('tasks.title')}</h1>
      <TaskList />
    </div>
  );
}
