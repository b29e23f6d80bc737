import { SETTINGS } from '@omniroute/cli/settings';
import { type Generated, NOTICE, table } from './page.ts';

/** Every setting, from the table the supervisor reads by. */
export const settingsPage: Generated = {
  path: 'docs/reference/settings.md',
  write: () =>
    [
      '# Settings\n',
      'Settings come from the environment and are read once, when a process starts.\n',
      `${NOTICE}\n`,
      table(
        ['name', 'default', 'meaning'],
        SETTINGS.map((setting) => [`\`${setting.name}\``, setting.default, setting.meaning]),
      ),
      '',
    ].join('\n'),
};
