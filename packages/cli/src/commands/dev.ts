import type { Command } from '../command.ts';

export const dev: Command = {
  name: 'dev',
  usage: 'dev [--no-sandbox] [--watch] [--port N]',
  summary: 'Runs the whole stack, like npm start.',
  options: { 'no-sandbox': { type: 'boolean' }, watch: { type: 'boolean' }, port: { type: 'string' } },
  optionHelp: {
    'no-sandbox': 'Leaves the sample providers out.',
    watch: 'Rebuilds the page as its sources change.',
    port: 'Port of the server, in place of PORT.',
  },
  operands: 'none',
  async run(call) {
    const { runStack } = await import('../stack/run-stack.ts');
    const flags = Object.entries(call.options).flatMap(([name, value]) =>
      value === true ? [`--${name}`] : typeof value === 'string' ? [`--${name}`, value] : [],
    );
    return runStack(flags);
  },
};
