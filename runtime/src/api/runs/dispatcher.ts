import type { Logger } from '@omniroute/telemetry';
import type { RunBlobs, SealedJson, TenantCodec } from '../../codec/index.ts';
import { deliverMessages } from '../../ingress/deliver-messages.ts';
import { handOverRun, runsToHandOver } from '../../ingress/hand-over.ts';
import { runSchedules } from '../../ingress/schedules/run-schedules.ts';
import type { TemporalRuns } from '../../projection/temporal-runs.ts';
import { type BlobStore, collectBlobs, type Storage } from '../../storage/index.ts';
import { forgetMail, tenantsWithOldMail } from '../../storage/message-repository.ts';
import { cancelAsked, loadRun, runFates, runsToCancel } from '../../storage/run-repository.ts';
import { archiveClosed, archiveRun } from './archive.ts';
import { noteHeld } from './note-held.ts';

const PAGE = 100;
const TICK_MS = 500;
/** The visibility store lags behind; looking back a little further costs a few rows. */
const LOOK_BACK_MS = 30_000;
/** How far back the first look goes: the server keeps closed histories for a day by default. */
const FIRST_LOOK_MS = 24 * 3_600_000;

const FORGET_EVERY_MS = 60_000;
const COLLECT_EVERY_MS = 3_600_000;
/** A start writes its run long before this is over, or never. */
const BLOB_GRACE_MS = 24 * 3_600_000;

/** Carries accepted work over to the workflow server: what a crash or an outage left behind is done here. */
export interface Dispatcher {
  /** Looks now instead of at the next tick. */
  wake(): void;
  stop(): Promise<void>;
}

export function startDispatcher(deps: {
  readonly storage: Storage;
  readonly sealed: SealedJson;
  readonly codec: TenantCodec;
  readonly runs: TemporalRuns;
  readonly blobs: RunBlobs;
  readonly store: BlobStore;
  /** For how long whole outputs are kept after the end of their run. */
  readonly outputsMs: number;
  readonly log: Logger;
  readonly newId: () => string;
  readonly now: () => number;
}): Dispatcher {
  let stopped = false;
  let awake = () => {};
  let since = deps.now() - FIRST_LOOK_MS;
  let forgetAt = 0;
  let collectAt = 0;

  /** One kind of work failing (a server that is down) leaves the others going. */
  async function attempt(what: string, work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      deps.log.warn(`${what} is delayed`, { error });
      return false;
    }
  }

  async function endOf(tenant: string, run: string): Promise<Date | null> {
    await archiveRun(deps, tenant, run);
    return (await deps.storage.inTenant(tenant, (trx) => loadRun(trx, tenant, run)))?.endedAt ?? null;
  }

  /** Now and then, mail whose time is over is forgotten. */
  async function forget(): Promise<void> {
    const now = new Date(deps.now());
    for (const tenant of await deps.storage.asSystem('dispatch', (trx) => tenantsWithOldMail(trx, now)))
      await deps.storage.inTenant(tenant, (trx) => forgetMail(trx, tenant, now));
  }

  /** Now and then, blobs that no run needs any more are removed. */
  async function collect(): Promise<void> {
    const fates = (tenant: string, runs: readonly string[]) =>
      deps.storage.inTenant(tenant, (trx) => runFates(trx, tenant, runs));
    const rules = { now: deps.now(), graceMs: BLOB_GRACE_MS, outputsMs: deps.outputsMs, fates };
    const removed = await collectBlobs(deps.store, rules);
    if (removed > 0) deps.log.info('blobs of runs removed', { runs: removed });
  }

  async function cancel(): Promise<void> {
    for (const { tenant, id, reason } of await deps.storage.asSystem('dispatch', (trx) => runsToCancel(trx, PAGE))) {
      await attempt(`cancelling run ${id}`, async () => {
        await deps.runs.cancel(tenant, id, reason);
        await deps.storage.inTenant(tenant, (trx) => cancelAsked(trx, tenant, id));
      });
    }
  }

  /** Workflows that did parts of runs and were ended from outside: their runs are told once. */
  const lost = new Set<string>();

  async function look(): Promise<void> {
    await attempt('running schedules', () => runSchedules({ ...deps, wake: () => undefined }, PAGE, attempt));
    await attempt('starting runs', async () => {
      // Each on its own: a run that cannot be started must not keep back those behind it.
      for (const { tenant, ...run } of await runsToHandOver(deps.storage, PAGE)) {
        await attempt(`starting run ${run.id}`, () => handOverRun(deps, tenant, run));
      }
    });
    await attempt('cancelling runs', cancel);
    await attempt('delivering messages', async () => {
      while (
        (await deliverMessages({ ...deps, endOf }, PAGE, (run, work) => attempt(`delivering to run ${run}`, work))) ===
          PAGE &&
        !stopped
      );
    });
    await attempt('noting which runs are held', () => noteHeld(deps));
    await attempt('archiving runs', async () => {
      const began = deps.now();
      await archiveClosed(deps, new Date(since), lost);
      since = began - LOOK_BACK_MS;
    });
    if (deps.now() >= forgetAt) {
      forgetAt = deps.now() + FORGET_EVERY_MS;
      await attempt('forgetting old mail', forget);
    }
    if (deps.now() >= collectAt) {
      collectAt = deps.now() + COLLECT_EVERY_MS;
      await attempt('removing blobs', collect);
    }
  }

  const loop = (async () => {
    while (!stopped) {
      await look();
      if (stopped) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, TICK_MS);
        awake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();

  return {
    wake: () => awake(),
    async stop() {
      stopped = true;
      awake();
      await loop;
    },
  };
}
