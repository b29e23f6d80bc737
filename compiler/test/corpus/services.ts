import { readdirSync, readFileSync } from 'node:fs';
import type { Service } from '@omniroute/dsl';
import { sound } from '@omniroute/testing/sound';
import type { Named } from './account.ts';

const templates = new URL('../../../templates/', import.meta.url);

/** The templates and the hand-made services. */
export const services: readonly Named[] = [
  ...readdirSync(templates, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(
      ({ name }): Named => [
        `template ${name}`,
        JSON.parse(readFileSync(new URL(`${name}/service.json`, templates), 'utf8')) as Service,
      ],
    ),
  ...sound.map(([name, builder]): Named => [name, builder.document]),
];
