import type { Service } from '@omniroute/dsl';
import type { Diagnostic, Result } from '@omniroute/errors';
import { err, ok } from '@omniroute/errors';
import * as Y from 'yjs';
import { documentErrors } from '../errors.ts';
import { toDocument } from '../service/to-document.ts';
import { openRoom, type Room, type RoomOptions } from './room.ts';

/** The open documents of a process: of each there is one room, however many come to it. */
export interface Rooms {
  /** Stores a new document of a service. */
  create(id: string, service: Service): Promise<Result<null, Diagnostic>>;
  /** The room of a document, until `leave` is called as often as `enter`. */
  enter(id: string): Promise<Room>;
  leave(id: string): Promise<void>;
}

interface Entry {
  readonly room: Promise<Room>;
  guests: number;
}

/** Makes the rooms of a process. A room goes only when nobody is in it and all that it received is stored. */
export function createRooms(options: RoomOptions): Rooms {
  const entries = new Map<string, Entry>();
  return {
    async create(id, service) {
      const made = toDocument(service, options);
      if (!made.ok) return err(made.error);
      const isNew = await options.store.create(id, Y.encodeStateAsUpdate(made.value));
      if (!isNew) throw documentErrors.fault('document.exists', { id });
      return ok(null);
    },
    async enter(id) {
      const entry = entries.get(id) ?? { room: openRoom(id, options), guests: 0 };
      entries.set(id, entry);
      entry.guests += 1;
      try {
        return await entry.room;
      } catch (reason) {
        // What could not be opened is tried anew by the next.
        if (entries.get(id) === entry) entries.delete(id);
        throw reason;
      }
    },
    async leave(id) {
      const entry = entries.get(id);
      if (entry === undefined) return;
      entry.guests -= 1;
      const room = await entry.room;
      await room.idle();
      // Somebody may have come back while the last changes were written: they get this room.
      if (entry.guests > 0 || entries.get(id) !== entry) return;
      entries.delete(id);
      await room.close();
    },
  };
}
