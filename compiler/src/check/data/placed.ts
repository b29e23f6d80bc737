import type { Place } from '../graph/drawing.ts';
import type { DataPass } from './data.ts';

/** What a step assigns, sends, hands to an activity and gives as the run's output must fit where it goes. */
export function checkPlaced(pass: DataPass, { known, node, pointer }: Place): void {
  if (known === null) return;
  const { variables = [], messages = [], outputs } = pass.resolved.service;
  const config = `${pointer}/config`;
  for (const { variable, pointer: place, add } of known.kind.assigns?.(known.config) ?? []) {
    const declared = variables.find((each) => each.name === variable);
    // What nothing can be added to is a fault of its own.
    if (declared === undefined || (add && declared.merge === undefined)) continue;
    const schema = add && declared.merge === 'append' ? itemsOf(declared.schema) : declared.schema;
    pass.judge(`${config}${place}`, { schema, where: `The variable "${variable}"`, node_id: node.id });
  }
  const { called } = known;
  if (called !== null) {
    const where = `The input of "${called.name}"`;
    pass.judge(`${config}${called.at}`, { schema: called.schema, where, node_id: node.id });
  }
  const sent = known.kind.sends?.(known.config) ?? null;
  const schema = messages.find((each) => each.name === sent?.message)?.schema;
  if (sent !== null && schema !== undefined)
    pass.judge(`${config}${sent.pointer}`, { schema, where: `The message "${sent.message}"`, node_id: node.id });
  const given = known.kind.gives?.(known.config) ?? null;
  if (given === null || outputs?.schema === undefined) return;
  pass.judge(`${config}${given}`, { schema: outputs.schema, where: 'The output of the run', node_id: node.id });
}

function itemsOf(schema: unknown): unknown {
  return typeof schema === 'object' && schema !== null && 'items' in schema ? schema.items : {};
}
