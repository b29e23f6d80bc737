import { type JsonSchema, type Operation, type Service, schemaOfSamples } from '@omniroute/dsl';
import type { KindDefinition } from '@omniroute/kind-sdk';
import { isObject, type Json } from '@omniroute/primitives';
import type { KindRegistry } from '../resolve/resolved.ts';

/** The setting that describes what a kind cannot know of its output. */
const SETTING = 'output_schema';

/**
 * Operations that describe outputs which nothing describes yet, as samples show them: outputs that steps gave, by step. What
 * they say is a proposal: a person decides whether the samples tell everything.
 */
export function proposeSchemas(
  service: Service,
  kinds: KindRegistry,
  samples: Readonly<Record<string, readonly Json[]>>,
): readonly Operation[] {
  return service.nodes.flatMap(({ id, type, config }): Operation[] => {
    const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
    const given = Object.hasOwn(samples, id) ? (samples[id] ?? []) : [];
    if (kind === undefined || given.length === 0 || config?.[SETTING] !== undefined || !hasSetting(kind)) return [];
    const way = wayTo(kind.output({ ...config, [SETTING]: MARK }));
    const parts = way === null ? [] : given.flatMap((sample) => partsAt(sample, way));
    if (parts.length === 0) return [];
    return [{ op: 'update_node', id, pointer: `/config/${SETTING}`, value: schemaOfSamples(parts) as Json }];
  });
}

function hasSetting({ config }: KindDefinition): boolean {
  const { properties } = config as { readonly properties?: Readonly<Record<string, unknown>> };
  return properties !== undefined && Object.hasOwn(properties, SETTING);
}

/** Stands for a schema that is looked for in what a kind makes of it. */
const MARK: JsonSchema = { 'x-described-here': true };

/** The steps from an output to what the setting describes: names of fields, `null` into the items of a list. */
function wayTo(output: ReturnType<KindDefinition['output']>): readonly (string | null)[] | null {
  return output !== null && 'schema' in output ? search(output.schema) : null;
}

function search(schema: unknown): readonly (string | null)[] | null {
  if (!isObject(schema)) return null;
  if (schema['x-described-here'] === true) return [];
  for (const [name, part] of Object.entries(isObject(schema.properties) ? schema.properties : {})) {
    const found = search(part);
    if (found !== null) return [name, ...found];
  }
  const found = search(schema.items);
  return found === null ? null : [null, ...found];
}

function partsAt(value: Json, way: readonly (string | null)[]): readonly Json[] {
  const [step, ...rest] = way;
  if (step === undefined) return [value];
  if (step === null) return Array.isArray(value) ? value.flatMap((item) => partsAt(item, rest)) : [];
  return isObject(value) && Object.hasOwn(value, step) ? partsAt(value[step] as Json, rest) : [];
}
