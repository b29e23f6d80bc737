/**
 * Fills `{name}` places of a message template from facts. A place without a fact is a programming error
 * and stays visible as `{name}`, so a test over the catalogue finds it.
 */
export function fill(template: string, facts: Readonly<Record<string, unknown>>): string {
  return template.replace(/\{([a-z_]+)\}/g, (place, name: string) =>
    Object.hasOwn(facts, name) ? String(facts[name]) : place,
  );
}
