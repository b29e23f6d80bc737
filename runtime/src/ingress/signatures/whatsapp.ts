import { isObject, type Json } from '@omniroute/primitives';
import { bodyHmac } from './body-hmac.ts';
import { textAt, valueAt } from './fields.ts';

/** WhatsApp Cloud: HMAC-SHA256 of the body in hex after `sha256=`; a batch is told apart by all ids and statuses in it. */
export const whatsapp = bodyHmac(
  'x-hub-signature-256',
  'sha256',
  'hex',
  (_, data) => {
    const changes = listAt(data, 'entry').flatMap((entry) => listAt(entry, 'changes'));
    const values = changes.map((change) => valueAt(change, 'value') ?? null);
    const ids = values.flatMap((value) => [
      ...listAt(value, 'messages').map((message) => [textAt(message, 'id')]),
      ...listAt(value, 'statuses').map((status) => [textAt(status, 'id'), textAt(status, 'status')]),
    ]);
    return ids.length === 0 ? null : JSON.stringify(ids);
  },
  'sha256=',
);

function listAt(data: Json, name: string): readonly Json[] {
  const list = isObject(data) && Object.hasOwn(data, name) ? data[name] : undefined;
  return Array.isArray(list) ? list : [];
}
