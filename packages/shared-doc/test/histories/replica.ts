import { canonicalJson, isObject, type Json } from '@omniroute/primitives';
import * as Y from 'yjs';
import { createHistory, type History } from '../../src/edit/history.ts';
import type { Origin } from '../../src/edit/origin.ts';
import { readItem } from '../../src/items/read-item.ts';
import { itemOf, itemsOf } from '../../src/service/schema.ts';
import { readerOf, type ServiceReader } from '../../src/service/service-reader.ts';
import { toService } from '../../src/service/to-service.ts';
import { bindGraph, type GraphBinding } from '../../src/view/graph-view.ts';
import { isText } from '../documents.ts';
import { ownField, randomEdit } from './edits.ts';
import type { Seeded } from './seeded.ts';

const REMOTE = 'remote';

/** One person's copy of the document. */
export class Replica {
  readonly doc: Y.Doc;
  readonly graph: GraphBinding;
  readonly who: number;
  /** What the others have not received yet. */
  readonly sent: Uint8Array[][];
  private readonly reader: ServiceReader;
  private readonly history: History;
  private made = 0;
  private now = 0;

  constructor(who: number, others: number, start: Uint8Array) {
    this.who = who;
    this.doc = new Y.Doc({ guid: `replica-${who}` });
    this.doc.clientID = 1000 + who;
    this.sent = Array.from({ length: others }, () => []);
    Y.applyUpdate(this.doc, start, REMOTE);
    this.reader = readerOf(this.doc);
    const origin: Origin = { kind: 'person', now: () => this.now };
    this.history = createHistory(this.doc, origin, { isText, reader: this.reader });
    this.graph = bindGraph(this.reader, (_, item) => item);
    this.doc.on('update', (update: Uint8Array, by: unknown) => {
      if (by !== REMOTE) for (const queue of this.sent) queue.push(update);
    });
  }

  /** Makes a random edit; `false` if there was nothing to do. */
  edit(random: Seeded): boolean {
    this.made += 1;
    this.now += random.below(900);
    const { service } = this.graph.view();
    const operations = randomEdit({ service, random, who: this.who, fresh: this.made * 8 + this.who });
    return operations.length > 0 && this.history.apply(operations).ok;
  }

  undo(): boolean {
    return this.history.undo();
  }

  redo(): boolean {
    return this.history.redo();
  }

  receive(update: Uint8Array): void {
    Y.applyUpdate(this.doc, update, REMOTE);
  }

  /** Everything that another has and this one has not. */
  syncFrom(other: Replica): void {
    this.receive(Y.encodeStateAsUpdate(other.doc, Y.encodeStateVector(this.doc)));
    other.sent[this.who] = [];
  }

  /** What it says, as text to compare. */
  says(): string {
    return canonicalJson(toService(this.doc) as unknown as Json);
  }

  /** What stands in the fields that only `who` writes, in deleted steps too; `null` where there is a place for it only. */
  owned(who: number): Record<string, Json> {
    const found: Record<string, Json> = {};
    for (const id of itemsOf(this.doc, 'nodes').keys()) {
      const map = itemOf(this.doc, 'nodes', id);
      const config = map === undefined ? undefined : (readItem('nodes', id, map) as { config?: Json }).config;
      found[id] = field(config, who);
      const branches = isObject(config) && Array.isArray(config.branches) ? (config.branches as Json[]) : [];
      for (const branch of branches) found[`${id}/${isObject(branch) ? branch.id : ''}`] = field(branch, who);
    }
    return found;
  }

  destroy(): void {
    this.history.destroy();
    this.graph.destroy();
    this.reader.destroy();
    this.doc.destroy();
  }
}

function field(part: Json | undefined, who: number): Json {
  return (isObject(part) ? part[ownField(who)] : undefined) ?? null;
}
