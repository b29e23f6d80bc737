import { isObject, type Json } from '@omniroute/primitives';
import { type Call, textOption } from './command.ts';
import { cliErrors } from './errors.ts';
import { readText } from './files.ts';

/** Outputs that steps have given, by step. */
export type Samples = Readonly<Record<string, readonly Json[]>>;

/** Reads the samples that were given, if any were: lists of outputs by step, or a scenario, whose mocks are such. */
export async function readSamples(call: Call): Promise<Samples | null> {
  const file = textOption(call, 'samples');
  if (file === undefined) return null;
  const text = await readText(call.terminal, file);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw cliErrors.fault('cli.json', { file, problem: (error as Error).message }, error);
  }
  const lists = isObject(value) && isObject(value.mocks) ? outputsOf(value.mocks) : value;
  if (!isObject(lists) || !Object.values(lists).every(Array.isArray))
    throw cliErrors.fault('cli.json', {
      file,
      problem: 'samples are lists of outputs by step, or a scenario with mocks',
    });
  return lists as Samples;
}

function outputsOf(mocks: Readonly<Record<string, unknown>>): Samples {
  const found: Record<string, Json[]> = {};
  for (const [key, answers] of Object.entries(mocks)) {
    const [node = ''] = key.split('#');
    const outputs = Array.isArray(answers)
      ? answers.flatMap((answer) => (isObject(answer) && answer.output !== undefined ? [answer.output as Json] : []))
      : [];
    found[node] = [...(found[node] ?? []), ...outputs];
  }
  return found;
}
