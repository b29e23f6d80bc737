import { RE2JS } from 're2js';
import type { RegexEngine } from './libraries.ts';

/** RE2 in JavaScript. */
export const regex: RegexEngine = {
  read(source) {
    try {
      const made = RE2JS.compile(source);
      return { pattern: { test: (text) => made.matcher(text).find() } };
    } catch (error) {
      return { problem: error instanceof Error ? error.message : 'it is not a pattern' };
    }
  },
};
