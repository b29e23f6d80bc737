import type { Service } from '@omniroute/dsl';
import type { DraftRow } from '../storage/service-repository.ts';

/** What is stored beside a draft document for lists, as far as the document has it. */
export function draftOf(document: Partial<Service>): DraftRow {
  return {
    document,
    name: typeof document.name === 'string' ? document.name : '',
    description: typeof document.description === 'string' ? document.description : '',
    category: typeof document.category === 'string' ? document.category : 'custom',
  };
}

/** Steps of a document that may be unfinished. */
export function nodeCountOf(document: { nodes?: unknown }): number {
  return Array.isArray(document.nodes) ? document.nodes.length : 0;
}
