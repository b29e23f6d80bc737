import { triggers } from '@omniroute/dsl';
import type { KindDefinition } from '@omniroute/kind-sdk';
import { definitions } from '@omniroute/kinds/definitions';
import { type Generated, NOTICE, table } from './page.ts';
import { fieldRows, type Schema } from './schema-text.ts';

const IDEMPOTENCY: Readonly<Record<string, string>> = {
  native: 'may be repeated: the effect is the same',
  key: 'may be repeated: the other side knows the key of the effect',
  check: 'may be repeated: the other side is asked first',
  none: 'is never repeated',
};

/** Every kind of step and of trigger, from their definitions. */
export const kindsPage: Generated = {
  path: 'docs/reference/kinds.md',
  write: () =>
    [
      '# Kinds of steps and triggers\n',
      'What a node of a service can be. A text may hold `${ … }` unless it is an id or a name; exits are the `source_handle` of edges ([the language, section 5](../language.md#5-kinds-of-control-their-outputs-and-ports)).\n',
      `${NOTICE}\n`,
      '## Steps\n',
      ...Object.values<KindDefinition>(definitions).map(kindText),
      '## Triggers\n',
      ...Object.values(triggers).map((trigger) => {
        const rows = fieldRows(trigger.config as Schema);
        return [`### ${trigger.type}\n`, `${trigger.title}. ${trigger.help}\n`, settings(rows)].join('\n');
      }),
    ].join('\n'),
};

function kindText(kind: KindDefinition): string {
  const ports = kind
    .ports(kind.defaults)
    .map((port) => `\`${port.id}\`${port.label === undefined ? '' : ` (${port.label})`}`);
  return [
    `### ${kind.type}\n`,
    `${kind.title}. ${kind.help}\n`,
    settings(fieldRows(kind.config as Schema)),
    `Exits of a new one: ${ports.length === 0 ? 'none' : ports.join(', ')}.\n`,
    ...effectText(kind),
  ].join('\n');
}

function settings(rows: readonly (readonly string[])[]): string {
  return rows.length === 0 ? 'No settings.\n' : `${table(['setting', 'is', 'needed'], rows)}\n`;
}

/** What the step does to the world, and what a repetition means, as a new one from the palette has it. */
function effectText(kind: KindDefinition): readonly string[] {
  if (kind.activity === undefined) return [];
  const { retry_policy: policy } = kind.activity.recommended;
  const repeated = IDEMPOTENCY[kind.activity.idempotency(kind.defaults)];
  const later = kind.activity.built === false ? ['It can be checked and simulated; no server runs it yet.\n'] : [];
  const recommended = policy === undefined ? [] : [`Recommended \`retry_policy\`: \`${JSON.stringify(policy)}\`.\n`];
  return [
    `Acts on: ${kind.effects(kind.defaults).join(', ')}. With the settings of a new one it ${repeated}.\n`,
    ...recommended,
    ...later,
  ];
}
