import { canonicalJson, sha256Hex } from '@omniroute/primitives';
import type { Service } from './document/service.ts';

/** A service's content as a hash: equal documents have equal hashes, whatever the order of their keys. */
export function serviceHash(service: Service): string {
  return sha256Hex(canonicalJson(service));
}
