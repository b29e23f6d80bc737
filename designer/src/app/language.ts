import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { LANGUAGES, type Language, loadCatalogue } from './languages.ts';
import { en } from './texts.ts';

const KEY = 'omniroute.language';

/** The language somebody chose here, else the first of the browser's that we have, else English. */
export function preferredLanguage(chosen: string | null, wanted: readonly string[]): Language {
  const known = LANGUAGES.map(({ id }) => id);
  for (const tag of [chosen, ...wanted]) {
    const found = known.find((id) => id === tag?.toLowerCase().split('-')[0]);
    if (found !== undefined) return found;
  }
  return 'en';
}

/**
 * Loads the texts. English is in the page and what others fall back to, word by word; another language comes when it is
 * needed, so the page waits for it before it is drawn.
 */
export async function startLanguage(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    // Keys are flat, with dots and colons of their own.
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
  });
  const language = preferredLanguage(localStorage.getItem(KEY), navigator.languages);
  // A catalogue that does not come leaves the page in English rather than empty.
  await speak(language).catch(() => speak('en'));
}

/** Changes the language, and remembers it in this browser. Rejects when its texts cannot be loaded. */
export async function chooseLanguage(language: Language): Promise<void> {
  await speak(language);
  localStorage.setItem(KEY, language);
}

async function speak(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation'))
    i18next.addResourceBundle(language, 'translation', await loadCatalogue(language));
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
