import { type Command, commands, EXIT } from '@omniroute/cli';
import { type Generated, NOTICE, table } from './page.ts';

const EXIT_MEANS: Readonly<Record<keyof typeof EXIT, string>> = {
  fine: 'fine',
  findings: 'findings: an error in a service, a scenario that differs, a run that failed',
  usage: 'wrong usage',
  noStack: 'no stack reachable; start one with `npm start`',
};

/** Every command of the command line, from the table its own help is made of. */
export const cliPage: Generated = {
  path: 'docs/reference/cli.md',
  write: () =>
    [
      '# Command line\n',
      'In a clone the command is `npx --no omniroute COMMAND …`. `--format json` makes each print JSON for programs; `COMMAND --help` says what is on this page. Where a file is asked for, `-` is the standard input.\n',
      `${NOTICE}\n`,
      ...commands.map(section),
      '## Exit codes\n',
      table(
        ['code', 'means'],
        Object.entries(EXIT).map(([name, code]) => [String(code), EXIT_MEANS[name as keyof typeof EXIT]]),
      ),
      '',
    ].join('\n'),
};

function section(command: Command): string {
  const options = Object.entries(command.optionHelp).map(([name, help]) => [`\`--${name}\``, help]);
  const heading = [`## ${command.name}\n`, `${command.summary}\n`, `\`\`\`sh\nomniroute ${command.usage}\n\`\`\`\n`];
  return [...heading, ...(options.length === 0 ? [] : [`${table(['option', 'means'], options)}\n`])].join('\n');
}
