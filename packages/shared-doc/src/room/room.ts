import type { Applied, Operation, Service } from '@omniroute/dsl';
import type { Diagnostic, Result } from '@omniroute/errors';
import * as Y from 'yjs';
import { applyOperations } from '../edit/apply-operations.ts';
import type { Origin } from '../edit/origin.ts';
import { type WriteOptions, writeService } from '../edit/write-service.ts';
import { documentErrors } from '../errors.ts';
import { migrateDocument } from '../service/migrate.ts';
import { toService } from '../service/to-service.ts';
import { bringsNews, isUpdate } from './news.ts';
import { createQueue } from './queue.ts';
import type { DocumentStore } from './store.ts';

/** Changes after which a snapshot is written. */
const SNAPSHOT_AFTER = 200;

/** One client of a room: gets what others change. */
export interface Connection {
  send(update: Uint8Array): void;
}

/** A document that is open: the one place where all its writers meet. */
export interface Room {
  readonly id: string;
  /** What the room knows, for a client to send what it lacks. */
  stateVector(): Uint8Array;
  /** What a client of a state vector lacks. */
  missing(stateVector: Uint8Array): Uint8Array;
  /** From now on a client gets every change; returns how it leaves. */
  join(connection: Connection): () => void;
  /** How many clients there are. */
  size(): number;
  /** Stores a change, then applies it, then sends it to the others. Resolves when it is stored: only then it is saved. */
  receive(update: Uint8Array, from?: Connection): Promise<void>;
  /** Lets a writer without a document (the API, the assistant, an import) change it, the same way as everybody. */
  apply(operations: readonly Operation[], origin: Origin): Promise<Result<Applied, Diagnostic>>;
  /** Makes the document say a service, in one change: restoring a version. */
  restore(service: Service, origin: Origin): Promise<void>;
  /** The service as it stands, with all that was accepted. */
  service(): Promise<Service>;
  /** Resolves when all that was received is stored. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** What a room works with. */
export interface RoomOptions extends WriteOptions {
  readonly store: DocumentStore;
  readonly origin: Origin;
  /** Told when a snapshot could not be written; the changes themselves are stored, so nothing is lost. */
  readonly onSnapshotFault: (reason: unknown) => void;
}

/** Opens a stored document: the snapshot and all that came after, never changes without their base. */
export async function openRoom(id: string, options: RoomOptions): Promise<Room> {
  const { store, origin } = options;
  const stored = await store.load(id);
  if (stored === null) throw documentErrors.fault('document.unknown', { id });
  const doc = new Y.Doc();
  for (const update of [stored.snapshot, ...stored.tail.map((each) => each.update)]) Y.applyUpdate(doc, update);
  const connections = new Set<Connection>();
  const queue = createQueue();
  let [unsaved, isOpen] = [stored.tail.length, true];

  const accept = async (update: Uint8Array, from: Connection | undefined) => {
    if (!isOpen) throw documentErrors.fault('document.closed', { id });
    if (!bringsNews(doc, update)) return;
    const seq = await store.append(id, update);
    Y.applyUpdate(doc, update);
    for (const connection of connections) if (connection !== from) connection.send(update);
    unsaved += 1;
    if (unsaved < SNAPSHOT_AFTER) return;
    unsaved = 0;
    await store.compact(id, Y.encodeStateAsUpdate(doc), seq).catch(options.onSnapshotFault);
  };

  /** Changes a copy and takes what differs, so that nothing is in the document that is not stored. */
  const change = <T>(how: (copy: Y.Doc) => T) =>
    queue.run(async () => {
      const copy = new Y.Doc();
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
      const result = how(copy);
      await accept(Y.encodeStateAsUpdate(copy, Y.encodeStateVector(doc)), undefined);
      copy.destroy();
      return result;
    });

  await change((copy) => migrateDocument(copy, origin));
  return {
    id,
    stateVector: () => Y.encodeStateVector(doc),
    missing: (stateVector) => Y.encodeStateAsUpdate(doc, stateVector),
    join(connection) {
      connections.add(connection);
      return () => connections.delete(connection);
    },
    size: () => connections.size,
    async receive(update, from) {
      if (!isUpdate(update)) throw documentErrors.fault('document.bad_update');
      await queue.run(() => accept(update, from));
    },
    apply: (operations, by) => change((copy) => applyOperations(copy, operations, by, options)),
    restore: (service, by) => change((copy) => writeService(copy, toService(copy), service, by, options)),
    service: () => queue.run(async () => toService(doc)),
    idle: queue.idle,
    async close() {
      await queue.run(async () => {
        isOpen = false;
        connections.clear();
      });
      doc.destroy();
    },
  };
}
