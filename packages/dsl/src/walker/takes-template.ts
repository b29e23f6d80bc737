import { isObject } from '@omniroute/primitives';

type Schema = { readonly [keyword: string]: unknown };

/** Whether a place may be given by an expression: it is not marked literal, and holds no structure. */
export function takesTemplate(schema: Schema): boolean {
  return schema['x-literal'] !== true && !isStructure(schema);
}

/**
 * Whether a place holds a structure of named fields, or a list of such: what a service looks like, which an expression
 * cannot give. Lists of plain values and free objects may be given by one, and what is marked as a value (the lines of an
 * order, an amount of money).
 */
function isStructure(schema: Schema): boolean {
  const ui = schema['x-ui'];
  if (isObject(ui) && (ui.role === 'template' || ui.role === 'money')) return false;
  if (Array.isArray(schema.anyOf)) return schema.anyOf.some((form) => isStructure(form as Schema));
  if (schema.type === 'array') return isObject(schema.items) && isStructure(schema.items);
  return schema.type === 'object' && isObject(schema.properties);
}
