import type { Command } from '../commands/command.ts';

/** What is done with the service as a whole. */
export const serviceCommands: readonly Command[] = [
  {
    id: 'publish',
    label: 'command.publish',
    group: 'service',
    shortcuts: ['Mod+Shift+P'],
    when: () => true,
    run: ({ ui }) => ui.setState({ overlay: { is: 'publish' } }),
  },
  {
    id: 'versions',
    label: 'command.versions',
    group: 'service',
    when: () => true,
    run: ({ ui }) => ui.setState({ overlay: { is: 'versions' } }),
  },
];
