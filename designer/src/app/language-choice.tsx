import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HeaderChoice } from './header-choice.tsx';
import { chooseLanguage } from './language.ts';
import { LANGUAGES } from './languages.ts';

/** The language of the page; those that no speaker has reviewed say so. */
export function LanguageChoice() {
  const { t, i18n } = useTranslation();
  const [hasFailed, setFailed] = useState(false);
  const choose = async (id: string) => {
    const language = LANGUAGES.find((each) => each.id === id);
    if (language === undefined) return;
    setFailed(false);
    await chooseLanguage(language.id).catch(() => setFailed(true));
  };
  return (
    <>
      <HeaderChoice
        label={t('language.label')}
        value={i18n.language}
        options={LANGUAGES.map(({ id, name, isReviewed }) => ({
          id,
          label: isReviewed ? name : t('language.unreviewed', { language: name }),
        }))}
        onChange={(id) => void choose(id)}
      />
      {hasFailed && (
        <span role="alert" className="text-sm text-bad">
          {t('language.failed')}
        </span>
      )}
    </>
  );
}
