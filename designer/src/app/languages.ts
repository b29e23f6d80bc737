import { en } from './texts.ts';

/** A catalogue: words by key; what it lacks is said in English. */
export type Catalogue = Readonly<Record<string, string>>;

/** Languages of the page, each by its own name. One that no speaker has reviewed says so. */
export const LANGUAGES = [
  { id: 'en', name: 'English', isReviewed: true },
  { id: 'fr', name: 'Français', isReviewed: false },
  { id: 'pt', name: 'Português', isReviewed: false },
  { id: 'sw', name: 'Kiswahili', isReviewed: false },
  { id: 'ha', name: 'Hausa', isReviewed: false },
  { id: 'yo', name: 'Yorùbá', isReviewed: false },
] as const;
export type Language = (typeof LANGUAGES)[number]['id'];

/** Each catalogue is a file of its own, fetched when somebody reads it. */
const LOADERS: Readonly<Record<Language, () => Promise<{ readonly default: Catalogue }>>> = {
  en: async () => ({ default: en }),
  fr: () => import('./languages/fr.json'),
  pt: () => import('./languages/pt.json'),
  sw: () => import('./languages/sw.json'),
  ha: () => import('./languages/ha.json'),
  yo: () => import('./languages/yo.json'),
};

/** The words of a language, in every form of number that it has. */
export async function loadCatalogue(language: Language): Promise<Catalogue> {
  return withPluralForms((await LOADERS[language]()).default, language);
}

/**
 * Fills in the forms of number that a catalogue leaves out: French says "millions" otherwise than "many", but our words do
 * not differ there.
 */
export function withPluralForms(catalogue: Catalogue, language: string): Catalogue {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const filled: Record<string, string> = { ...catalogue };
  for (const [key, words] of Object.entries(catalogue)) {
    if (!key.endsWith('_other')) continue;
    for (const form of forms) filled[`${key.slice(0, -'other'.length)}${form}`] ??= words;
  }
  return filled;
}
