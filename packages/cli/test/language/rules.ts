import type { Section } from './rule.ts';
import { section1 } from './section-1.ts';
import { section2 } from './section-2.ts';
import { section3 } from './section-3.ts';
import { section4 } from './section-4.ts';
import { section5 } from './section-5.ts';
import { section6 } from './section-6.ts';
import { section7 } from './section-7.ts';
import { section8 } from './section-8.ts';
import { section9 } from './section-9.ts';
import { section10 } from './section-10.ts';
import { section11 } from './section-11.ts';
import { section12 } from './section-12.ts';
import { section13 } from './section-13.ts';

/** The rules of the language, in the order of `docs/language.md`. */
export const sections: readonly Section[] = [
  section1,
  section2,
  section3,
  section4,
  section5,
  section6,
  section7,
  section8,
  section9,
  section10,
  section11,
  section12,
  section13,
];
