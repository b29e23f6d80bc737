import type { Connection } from '@temporalio/client';

/** Keyword attributes that runs can be searched by; the server must know them before the first run. */
const SEARCH_ATTRIBUTES = [
  'TenantId',
  'ServiceId',
  'ServiceVersion',
  'RunStatus',
  'BusinessKey1',
  'BusinessKey2',
  'BusinessKey3',
] as const;
/** `INDEXED_VALUE_TYPE_KEYWORD` of Temporal's API. */
const KEYWORD = 2;
/** How long the history of a closed run is kept; the development server's own default is a day. */
const RETENTION_DAYS = 30;

/**
 * Makes a namespace ready for us by Temporal's operator calls: our search attributes, and how long closed runs are kept.
 * Safe to repeat; resolves when the server answers with all of it. (The flag of `start-dev` counts for a new database only.)
 */
export async function prepareNamespace(connection: Connection, namespace: string): Promise<void> {
  const { operatorService, workflowService } = connection;
  const known = async () => (await operatorService.listSearchAttributes({ namespace })).customAttributes ?? {};
  const before = await known();
  const missing = SEARCH_ATTRIBUTES.filter((name) => before[name] !== KEYWORD);
  if (missing.length > 0)
    await operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(missing.map((name) => [name, KEYWORD])),
    });
  const seconds = RETENTION_DAYS * 24 * 60 * 60;
  const { config } = await workflowService.describeNamespace({ namespace });
  if (Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0) < seconds)
    await workflowService.updateNamespace({
      namespace,
      config: { workflowExecutionRetentionTtl: { seconds: seconds as never } },
    });
}
