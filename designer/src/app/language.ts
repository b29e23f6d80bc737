import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './texts.ts';

/** Loads the texts; English is the first language and the one that others fall back to. */
export function startLanguage(): void {
  void i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
  });
}
