/** Spellings of a kind's name. */
export interface KindNames {
  /** Folder: `send-sms`. */
  readonly kebab: string;
  /** Type in a document: `send_sms`. */
  readonly snake: string;
  /** Names in code: `sendSms`. */
  readonly camel: string;
  /** On the palette: `Send sms`. */
  readonly title: string;
}

/** Names in the template's files that stand for the new kind. */
const PLACES: KindNames = namesOf('new-kind');

/** Every spelling of a kebab-case name. */
export function namesOf(kebab: string): KindNames {
  const words = kebab.split('-');
  const sentence = words.join(' ');
  return {
    kebab,
    snake: words.join('_'),
    camel: words.map((word, index) => (index === 0 ? word : capital(word))).join(''),
    title: capital(sentence),
  };
}

/** Whether a name can be a kind's folder: kebab-case, two letters or more. */
export function isKindName(name: string): boolean {
  return /^[a-z][a-z0-9]+(-[a-z0-9]+)*$/.test(name);
}

/** A template file's text with the new kind's names in place of the template's. */
export function rename(text: string, names: KindNames): string {
  return text
    .replaceAll(PLACES.kebab, names.kebab)
    .replaceAll(PLACES.snake, names.snake)
    .replaceAll(PLACES.title, names.title)
    .replaceAll(PLACES.camel, names.camel)
    .replaceAll(capital(PLACES.camel), capital(names.camel));
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
