import type { Service } from '@omniroute/dsl';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { isText } from '../../test/documents.ts';
import { applyOperations } from '../edit/apply-operations.ts';
import type { Origin } from '../edit/origin.ts';
import { META, metaOf } from '../service/schema.ts';
import { toService } from '../service/to-service.ts';
import { memoryStore } from './memory-store.ts';
import type { Room } from './room.ts';
import { createRooms } from './rooms.ts';
import type { DocumentStore } from './store.ts';

const service: Service = {
  dsl_version: '1.0',
  id: 'shared',
  name: 'Shared',
  nodes: [{ id: 'a', type: 'transform', config: { url: '/x' } }],
  edges: [],
};
const origin: Origin = { kind: 'person', now: () => 1 };
const server: Origin = { kind: 'service', now: () => 1 };
const faults: unknown[] = [];

const roomsOn = (store: DocumentStore) =>
  createRooms({ store, isText, origin: server, onSnapshotFault: (reason) => faults.push(reason) });

async function stored(store = memoryStore()): Promise<DocumentStore> {
  await roomsOn(store).create('shared', service);
  return store;
}

/** A browser: a copy of the document, that keeps what the room has not confirmed. */
class Client {
  readonly doc = new Y.Doc();
  readonly made: Uint8Array[] = [];
  private room: Room | null = null;

  constructor() {
    this.doc.on('update', (update: Uint8Array, by: unknown) => {
      if (by !== 'room') this.made.push(update);
    });
  }

  readonly connection = { send: (update: Uint8Array) => Y.applyUpdate(this.doc, update, 'room') };

  /** What y-websocket does: each side sends what the other lacks. */
  async connect(room: Room): Promise<void> {
    this.room = room;
    room.join(this.connection);
    Y.applyUpdate(this.doc, room.missing(Y.encodeStateVector(this.doc)), 'room');
    await room.receive(Y.encodeStateAsUpdate(this.doc, room.stateVector()), this.connection);
    this.made.length = 0;
  }

  rename(name: string): void {
    const applied = applyOperations(this.doc, [{ op: 'set_name', id: 'a', name }], origin, { isText });
    if (!applied.ok) throw new Error(applied.error.message);
  }

  async send(): Promise<void> {
    for (const update of this.made.splice(0)) await this.room?.receive(update, this.connection);
  }

  name(): string | undefined {
    return toService(this.doc).nodes[0]?.name;
  }
}

describe('a room', () => {
  it('brings what one changes to the others, once it is stored', async () => {
    const store = await stored();
    const order: string[] = [];
    const room = await roomsOn({
      ...store,
      async append(id, update) {
        order.push('stored');
        return store.append(id, update);
      },
    }).enter('shared');
    const [ada, ben] = [new Client(), new Client()];
    await ada.connect(room);
    await ben.connect(room);
    room.join({ send: () => order.push('sent') });
    ada.rename('By Ada');
    await ada.send();
    expect([ben.name(), order]).toEqual(['By Ada', ['stored', 'sent']]);
  });

  it('sends nothing and shows nothing of what could not be stored; the next change is taken', async () => {
    const store = await stored();
    let isBroken = true;
    const room = await roomsOn({
      ...store,
      async append(id, update) {
        if (isBroken) throw new Error('the disk is full');
        return store.append(id, update);
      },
    }).enter('shared');
    const [ada, ben] = [new Client(), new Client()];
    await ada.connect(room);
    await ben.connect(room);
    ada.rename('Lost?');
    await expect(ada.send()).rejects.toThrow('the disk is full');
    expect([ben.name(), (await room.service()).nodes[0]?.name]).toEqual([undefined, undefined]);
    isBroken = false;
    await ada.connect(room);
    expect([ben.name(), (await room.service()).nodes[0]?.name]).toEqual(['Lost?', 'Lost?']);
  });

  it('killed between storing and sending loses nothing: whoever comes back gets it', async () => {
    const store = await stored();
    let isDead = false;
    const room = await roomsOn({
      ...store,
      async append(id, update) {
        const seq = await store.append(id, update);
        isDead = true;
        throw new Error(`killed after ${seq}`);
      },
    }).enter('shared');
    const [ada, ben] = [new Client(), new Client()];
    await ada.connect(room);
    await ben.connect(room);
    ada.rename('Stored');
    await expect(ada.send()).rejects.toThrow('killed after');
    expect([isDead, ben.name()]).toEqual([true, undefined]);
    const next = await roomsOn(store).enter('shared');
    await ben.connect(next);
    await ada.connect(next);
    expect([ben.name(), ada.name(), (await store.load('shared'))?.tail.length]).toEqual(['Stored', 'Stored', 1]);
  });

  it('killed before storing loses nothing: the client still has it and sends it again', async () => {
    const store = await stored();
    const room = await roomsOn({ ...store, append: () => new Promise(() => {}) }).enter('shared');
    const ada = new Client();
    Y.applyUpdate(ada.doc, room.missing(Y.encodeStateVector(ada.doc)), 'room');
    ada.rename('Kept here');
    await ada.connect(await roomsOn(store).enter('shared'));
    expect(toService(await loaded(store)).nodes[0]?.name).toBe('Kept here');
  });

  it('writes a snapshot after two hundred changes, and goes on without one that cannot be written', async () => {
    const store = await stored();
    const room = await roomsOn(store).enter('shared');
    const ada = new Client();
    await ada.connect(room);
    for (let count = 0; count < 250; count += 1) ada.rename(`Name ${count}`);
    await ada.send();
    expect((await store.load('shared'))?.tail).toHaveLength(50);
    expect(toService(await loaded(store)).nodes[0]?.name).toBe('Name 249');

    const stubborn = await stored();
    const other = await roomsOn({ ...stubborn, compact: async () => Promise.reject(new Error('no room')) }).enter(
      'shared',
    );
    const ben = new Client();
    await ben.connect(other);
    for (let count = 0; count < 210; count += 1) ben.rename(`Name ${count}`);
    await ben.send();
    expect([faults.length, (await stubborn.load('shared'))?.tail.length]).toEqual([1, 210]);
  });

  it('stores nothing of what it knows already: a client that comes back adds nothing', async () => {
    const store = await stored();
    const room = await roomsOn(store).enter('shared');
    const ada = new Client();
    await ada.connect(room);
    ada.rename('Once');
    ada.rename('Twice');
    await ada.send();
    for (let times = 0; times < 5; times += 1) await ada.connect(room);
    await room.receive(Y.encodeStateAsUpdate(ada.doc));
    expect((await store.load('shared'))?.tail).toHaveLength(2);
  });

  it('one-writer-path: lets the API change the document that people have open (lightning#4557, n8n#36335)', async () => {
    const room = await roomsOn(await stored()).enter('shared');
    const ada = new Client();
    await ada.connect(room);
    ada.rename('By Ada');
    const applied = await room.apply([{ op: 'update_node', id: 'a', pointer: '/config/url', value: '/api' }], server);
    await ada.send();
    const expected = [{ id: 'a', type: 'transform', name: 'By Ada', config: { url: '/api' } }];
    expect([applied.ok, toService(ada.doc).nodes, (await room.service()).nodes]).toEqual([true, expected, expected]);
    expect((await room.apply([{ op: 'remove_node', id: 'x' }], server)).ok).toBe(false);
    await room.restore(service, server);
    expect(toService(ada.doc)).toEqual(service);
  });

  it.each([[[]], [[9, 9, 9, 9]], [[1, 200, 200, 200, 200]]])('refuses bytes that are no change: %j', async (bytes) => {
    const room = await roomsOn(await stored()).enter('shared');
    await expect(room.receive(Uint8Array.from(bytes))).rejects.toMatchObject({ code: 'document.bad_update' });
    expect(await room.service()).toEqual(service);
  });
});

describe('the rooms of a process', () => {
  it('merge-on-the-base: open no document that is not stored, and make none twice (lightning#4175)', async () => {
    const rooms = roomsOn(await stored());
    await expect(rooms.enter('other')).rejects.toMatchObject({ code: 'document.unknown' });
    await expect(rooms.create('shared', service)).rejects.toMatchObject({ code: 'document.exists' });
  });

  it('refuse a document of a newer form', async () => {
    const store = await stored();
    const doc = await loaded(store);
    metaOf(doc).set(META.schema, 2);
    await store.append('shared', Y.encodeStateAsUpdate(doc));
    await expect(roomsOn(store).enter('shared')).rejects.toMatchObject({ code: 'document.newer' });
  });

  it('are one room a document: also for who comes back while the last changes are written', async () => {
    const store = await stored();
    let release = () => {};
    const rooms = roomsOn({
      ...store,
      async append(id, update) {
        await new Promise<void>((resolve) => {
          release = resolve;
        });
        return store.append(id, update);
      },
    });
    const room = await rooms.enter('shared');
    const ada = new Client();
    await ada.connect(room);
    ada.rename('Late');
    const sent = ada.send();
    const left = rooms.leave('shared');
    const again = await rooms.enter('shared');
    release();
    await Promise.all([sent, left]);
    expect([again === room, (await again.service()).nodes[0]?.name]).toEqual([true, 'Late']);
    await rooms.leave('shared');
    await expect(room.receive(Y.encodeStateAsUpdate(ada.doc))).rejects.toMatchObject({ code: 'document.closed' });
    expect((await rooms.enter('shared')) === room).toBe(false);
  });
});

async function loaded(store: DocumentStore): Promise<Y.Doc> {
  const found = await store.load('shared');
  const doc = new Y.Doc();
  for (const update of [found?.snapshot ?? new Uint8Array(), ...(found?.tail ?? []).map((each) => each.update)])
    Y.applyUpdate(doc, update);
  return doc;
}
