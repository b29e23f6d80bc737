import type { Command } from '../commands/command.ts';

/** What is done with the service as a whole, and the way to learn it. */
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
  {
    id: 'introduction',
    label: 'command.introduction',
    group: 'view',
    when: () => true,
    run: ({ ui }) => ui.setState({ introduction: 0 }),
  },
];
