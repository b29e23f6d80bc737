import { createContext } from 'react';

/** The few words that controls say by themselves, in the language of the page; English where nobody gives others. */
export const UiWords = createContext<{ readonly required: string }>({ required: 'required' });
