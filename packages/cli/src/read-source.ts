import type { ParsedSource } from '@omniroute/compiler';
import type { Terminal } from './command.ts';
import { readText } from './files.ts';

/** Whether a file is written in YAML. */
export function isYaml(file: string): boolean {
  return file.endsWith('.yaml') || file.endsWith('.yml');
}

/** Reads a service's text in the language that the file's name says. */
export async function parseText(file: string, text: string): Promise<ParsedSource> {
  if (isYaml(file)) return (await import('@omniroute/compiler/yaml')).parseYaml(text);
  return (await import('@omniroute/compiler')).parseSource(text);
}

/** Reads a service's file. */
export async function readSource(terminal: Terminal, file: string): Promise<{ text: string; source: ParsedSource }> {
  const text = await readText(terminal, file);
  return { text, source: await parseText(file, text) };
}
