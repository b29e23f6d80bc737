import { defineSearchAttributeKey, type SearchAttributePair, SearchAttributeType } from '@temporalio/common';

/** Names of our keyword search attributes. None holds personal data; business keys are keyed hashes. */
export const SEARCH_ATTRIBUTES = [
  'TenantId',
  'ServiceId',
  'ServiceVersion',
  'RunStatus',
  'BusinessKey1',
  'BusinessKey2',
  'BusinessKey3',
] as const;

/** One keyword attribute as the SDK wants it. */
export function searchAttribute(name: string, value: string): SearchAttributePair {
  return { key: defineSearchAttributeKey(name, SearchAttributeType.KEYWORD), value };
}
