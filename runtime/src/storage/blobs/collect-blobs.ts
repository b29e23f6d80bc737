import { type BlobStore, blobName } from './blob-store.ts';

/** Top folders: what a run needs to go on, and what is kept only to be looked at. */
export const VALUES = 'values';
export const OUTPUTS = 'outputs';

/** What the rows know of a run; `null`: there is none of that id. */
export type RunFate = { readonly endedAt: Date | null } | null;

/** When blobs are over. */
export interface CollectRules {
  readonly now: number;
  /** A folder without a run is left alone for this long: its run may be about to be written. */
  readonly graceMs: number;
  /** Outputs of a run that ended longer ago are removed. */
  readonly outputsMs: number;
  /** Runs of one tenant, by id. */
  fates(tenant: string, runs: readonly string[]): Promise<ReadonlyMap<string, RunFate>>;
}

const PAGE = 500;

/**
 * Removes what no run needs any more: folders of runs that there are not (never accepted, or deleted with their archive), once
 * they are older than the grace, and outputs that were kept long enough. What a run still refers to is never touched. Safe to
 * run beside itself. Answers how many folders went.
 */
export async function collectBlobs(store: BlobStore, rules: CollectRules): Promise<number> {
  let removed = 0;
  for (const top of [VALUES, OUTPUTS]) {
    for await (const tenant of store.folders(top)) {
      for await (const runs of pages(store.folders(blobName(top, tenant)))) {
        const fates = await rules.fates(tenant, runs);
        for (const run of runs) {
          const folder = blobName(top, tenant, run);
          if (!(await isOver(store, folder, fates.get(run) ?? null, rules))) continue;
          await store.remove(folder);
          removed += 1;
        }
      }
    }
  }
  return removed;
}

async function isOver(store: BlobStore, folder: string, fate: RunFate, rules: CollectRules): Promise<boolean> {
  if (fate !== null) {
    const isOutput = folder.startsWith(`${OUTPUTS}/`);
    return isOutput && fate.endedAt !== null && fate.endedAt.getTime() + rules.outputsMs < rules.now;
  }
  const written = await store.writtenAt(folder);
  return written !== null && written.getTime() + rules.graceMs < rules.now;
}

async function* pages(names: AsyncIterable<string>): AsyncIterable<string[]> {
  let page: string[] = [];
  for await (const name of names) {
    page.push(name);
    if (page.length < PAGE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}
