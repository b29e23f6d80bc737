import { useTranslation } from 'react-i18next';
import { MessageForm } from './message-form.tsx';

/** Sending a message from outside a run's page. */
export function MessagesPage() {
  const { t } = useTranslation();
  return (
    <div className="mx-auto flex max-w-xl flex-col gap-4">
      <h1 className="text-xl font-semibold">{t('messages.title')}</h1>
      <MessageForm />
    </div>
  );
}
