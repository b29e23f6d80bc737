import { typeFromSchema } from '@omniroute/expressions';
import type { PlanSlot } from '@omniroute/plan';
import { isObject } from '@omniroute/primitives';
import { pascal } from './names.ts';
import type { Project } from './project.ts';
import { fieldName, objectText } from './text.ts';
import { tsType } from './ts-type.ts';
import { valueText } from './value.ts';

/** Variables of a region. */
export function slotsOf({ plan }: Project, region: number): readonly PlanSlot[] {
  return plan.slots.filter((slot) => slot.region === region);
}

/** The name of the type of a region's variables. */
export function typeOfVars(project: Project, region: number): string {
  const owner = project.plan.regions[region]?.owner;
  return owner == null ? 'Variables' : `${pascal(project.node(owner).id)}Variables`;
}

/** The type of a region's variables, declared. */
export function varsType(project: Project, region: number): string {
  const fields = slotsOf(project, region).map(
    ({ name, type, initial }) =>
      `  ${fieldName(name)}${initial === null ? '?' : ''}: ${tsType(typeFromSchema(project.plan.types[type] ?? {}))};\n`,
  );
  return `export interface ${typeOfVars(project, region)} {\n${fields.join('')}}`;
}

/** The values that variables begin with. */
export function initialValues(project: Project, region: number): string {
  const where = { node: null, region, place: project.place(region) };
  return objectText(
    slotsOf(project, region).flatMap(({ name, initial }) =>
      initial === null ? [] : [[name, valueText(project, initial, where).text] as const],
    ),
  );
}

const ANNOTATIONS = ['type', 'title', 'description', 'items', 'properties', 'required', 'enum', 'const', 'default'];

/** Whether static types say all that a schema says. */
export function isPlain(schema: unknown): boolean {
  if (!isObject(schema)) return schema === true;
  const known = Object.entries(schema).every(
    ([keyword, value]) =>
      (keyword === 'additionalProperties' && typeof value === 'boolean') ||
      ANNOTATIONS.includes(keyword) ||
      keyword.startsWith('x-'),
  );
  if (!known) return false;
  const parts = [
    ...(schema.items === undefined ? [] : [schema.items]),
    ...Object.values(isObject(schema.properties) ? schema.properties : {}),
  ];
  return parts.every(isPlain);
}

/** Whether a schema takes whatever there is. */
export function isAnything(schema: unknown): boolean {
  return schema === undefined || schema === true || (isObject(schema) && Object.keys(schema).length === 0);
}
