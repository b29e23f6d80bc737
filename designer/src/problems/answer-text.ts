import {
  checkTemplate,
  compileTemplate,
  complete,
  evaluateWith,
  hover,
  type Libraries,
  type TypeEnv,
  typeToString,
} from '@omniroute/expressions';
import type { TextAnswer, TextQuestion, TextSample } from './protocol.ts';
import { sampleOfType } from './sample-of-type.ts';

const FUEL = 200_000;
const NOTHING: Omit<TextAnswer, 'turn'> = { completions: [], hover: null, sample: null };

/** Answers a question about an expression with what can be read where it stands. */
export function answerText(
  { want, text, at }: TextQuestion,
  env: TypeEnv | null,
  libraries: Libraries,
  now: number,
): Omit<TextAnswer, 'turn'> {
  if (env === null) return NOTHING;
  if (want === 'completions') return { ...NOTHING, completions: complete(text, at, env) };
  if (want === 'hover') return { ...NOTHING, hover: hover(text, at, env) };
  return { ...NOTHING, sample: sampleOf(text, env, libraries, now) };
}

function sampleOf(text: string, env: TypeEnv, libraries: Libraries, now: number): TextSample | null {
  const checked = checkTemplate(text, { ...env, libraries });
  if (checked.diagnostics.some(({ severity }) => severity === 'error')) return null;
  const scope = {
    get: (root: string) => {
      const type = Object.hasOwn(env.roots, root) ? env.roots[root] : undefined;
      return type === undefined ? undefined : sampleOfType(type, root);
    },
    now,
    uuid: (ordinal: number) => `00000000-0000-4000-8000-${String(ordinal).padStart(12, '0')}`,
  };
  const made = evaluateWith(libraries, compileTemplate(text, env), scope, FUEL);
  return made.ok ? { type: typeToString(checked.type), value: made.value } : null;
}
