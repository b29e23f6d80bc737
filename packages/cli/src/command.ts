import type { ParseArgsConfig } from 'node:util';
import type { ExitCode } from './exit-codes.ts';

/** Where a command writes; tests pass their own. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** All of the standard input. */
  input(): Promise<string>;
  /** Whether a person sees what is written, on a terminal. */
  readonly interactive: boolean;
  /** Resolves when the person asks to end (Ctrl-C), from the first call on. */
  interrupted(): Promise<void>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/** What a command was called with. */
export interface Call {
  readonly arguments: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;
  readonly json: boolean;
  /** The form asked for: `text`, `json`, or one of the command's own. */
  readonly format: string;
  readonly terminal: Terminal;
}

/** One command: its help, its options, what it does. The help and the generated documentation come from this. */
export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  readonly optionHelp: Readonly<Record<string, string>>;
  /** How many files, folders or names it takes. */
  readonly operands: 'none' | 'one' | 'many';
  /** What `--format` takes besides text and json. */
  readonly formats?: readonly string[];
  run(call: Call): Promise<ExitCode>;
}

/** A text option, if it was given. */
export function textOption(call: Call, name: string): string | undefined {
  const value = call.options[name];
  return typeof value === 'string' ? value : undefined;
}

/** Writes a value as JSON for programs. */
export function printJson(call: Call, value: unknown): void {
  call.terminal.out(`${JSON.stringify(value, null, 2)}\n`);
}
