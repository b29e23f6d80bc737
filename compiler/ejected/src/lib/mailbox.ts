import { defineSignal, setHandler } from '@temporalio/workflow';
import type { Json } from './json.ts';

/** A message for the run. The same id of a name is taken once. */
export interface Message {
  readonly id: string;
  readonly name: string;
  readonly correlation: string;
  readonly payload: Json;
}

/** The answer to a callback address; `key` is the last part of that address. */
export interface Callback {
  readonly id: string;
  readonly key: string;
  readonly payload: Json;
}

export const messageSignal = defineSignal<[Message]>('message');
export const callbackSignal = defineSignal<[Callback]>('callback');

/** The name under which the answers to callbacks are kept. */
export const CALLBACK = 'callback';

export interface Letter extends Message {
  readonly receivedAt: number;
}

/** Somebody who waits for mail: takes a letter, or leaves it for others. */
export type Reader = (letter: Letter) => boolean;

/** Mail of a run: the oldest open wait takes a letter, what nobody wants yet is kept. */
export class Mailbox {
  private readonly kept: Letter[] = [];
  private readonly readers = new Set<Reader>();
  private readonly seen = new Set<string>();

  constructor() {
    setHandler(messageSignal, (message) => this.deliver(message));
    setHandler(callbackSignal, ({ id, key, payload }) =>
      this.deliver({ id, name: CALLBACK, correlation: key, payload }),
    );
  }

  /** Begins to read: kept letters first. Returns how to stop. */
  open(reader: Reader): () => void {
    for (const [index, letter] of this.kept.entries()) {
      if (!reader(letter)) continue;
      this.kept.splice(index, 1);
      return () => {};
    }
    this.readers.add(reader);
    return () => this.readers.delete(reader);
  }

  private deliver(message: Message): void {
    const id = `${message.name} ${message.id}`;
    if (this.seen.has(id)) return;
    this.seen.add(id);
    const letter = { ...message, receivedAt: Date.now() };
    for (const reader of this.readers) {
      if (!reader(letter)) continue;
      this.readers.delete(reader);
      return;
    }
    this.kept.push(letter);
  }
}
