import { parseArgs } from 'node:util';
import { isFault } from '@omniroute/errors';
import { closestName } from '@omniroute/primitives';
import type { Command, Terminal } from './command.ts';
import { commands } from './commands/index.ts';
import { cliErrors } from './errors.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';

/** Runs one call of the command line and answers its exit code. Faults are printed, never thrown. */
export async function runCli(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    return await dispatch(argv, terminal);
  } catch (error) {
    if (!isFault(error)) throw error;
    terminal.err(`${error.message}\n`);
    return error.code === 'cli.no_stack' ? EXIT.noStack : error.code === 'cli.server' ? EXIT.findings : EXIT.usage;
  }
}

async function dispatch([name, ...rest]: readonly string[], terminal: Terminal): Promise<ExitCode> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    terminal.out(overview());
    return name === undefined ? EXIT.usage : EXIT.fine;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) {
    const close = closestName(
      name,
      commands.map((candidate) => candidate.name),
    );
    throw cliErrors.fault('cli.unknown_command', {
      name,
      suggestion: close === undefined ? '' : `Did you mean ${close}? `,
    });
  }
  const { values, positionals } = parse(command, rest);
  if (values.help === true) {
    terminal.out(commandHelp(command));
    return EXIT.fine;
  }
  const { format = 'text' } = values;
  const formats = ['json', 'text', ...(command.formats ?? [])];
  if (!formats.includes(format)) {
    throw cliErrors.fault('cli.unknown_option', {
      command: name,
      problem: `--format takes ${formats.join(', ').replace(/, (?=\w+$)/, ' or ')}, not "${format}".`,
    });
  }
  const most = { none: 0, one: 1, many: Number.POSITIVE_INFINITY }[command.operands];
  const extra = positionals[most];
  if (extra !== undefined) throw cliErrors.fault('cli.extra_argument', { command: name, extra });
  const { help: _help, format: _format, ...options } = values;
  return command.run({ arguments: positionals, options, json: format === 'json', format, terminal });
}

function parse(command: Command, rest: readonly string[]) {
  try {
    const options = {
      ...command.options,
      format: { type: 'string' as const },
      help: { type: 'boolean' as const, short: 'h' },
    };
    return parseArgs({ args: [...rest], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw cliErrors.fault(
      'cli.unknown_option',
      { command: command.name, problem: `${(error as Error).message.split('. ')[0]}.` },
      error,
    );
  }
}

function overview(): string {
  const lines = commands.map((command) => `  ${command.name.padEnd(10)} ${command.summary}\n`);
  return `omniroute: draw a business service, prove it sound, run it durably.\n\n${lines.join('')}\nomniroute COMMAND --help says more. Exit codes: 0 fine, 1 findings, 2 wrong usage, 3 no stack reachable.\n`;
}

function commandHelp(command: Command): string {
  const options = Object.entries(command.optionHelp).map(([name, help]) => `  --${name.padEnd(12)} ${help}\n`);
  return `omniroute ${command.usage}\n\n${command.summary}\n${options.length === 0 ? '' : `\n${options.join('')}`}`;
}
