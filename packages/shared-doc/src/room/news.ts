import * as Y from 'yjs';

/** Whether bytes can be read as a change of a document. */
export function isUpdate(bytes: Uint8Array): boolean {
  try {
    Y.decodeUpdate(bytes);
    return true;
  } catch (reason) {
    // Whatever the decoder stumbles over, the bytes are not ours; anything thrown that is no error is not its doing.
    if (reason instanceof Error) return false;
    throw reason;
  }
}

/** Whether a change says anything that a document does not know: a client that comes back sends much that it does. */
export function bringsNews(doc: Y.Doc, update: Uint8Array): boolean {
  const known = Y.decodeStateVector(Y.encodeStateVector(doc));
  const { to } = Y.parseUpdateMeta(update);
  for (const [client, clock] of to) if (clock > (known.get(client) ?? 0)) return true;
  const deleted = Y.decodeUpdate(update).ds;
  if (deleted.clients.size === 0) return false;
  const before = Y.createDeleteSetFromStructStore(doc.store);
  return !Y.equalDeleteSets(before, Y.mergeDeleteSets([before, deleted]));
}
