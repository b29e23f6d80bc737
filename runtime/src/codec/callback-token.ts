import { createHmac, hkdfSync } from 'node:crypto';
import { constantTimeEqual } from '@omniroute/server-kit';

/** The wait that a callback answers: the run, and the key of the visit. */
export interface CallbackTarget {
  readonly tenant: string;
  readonly run: string;
  readonly key: string;
}

/** Signed addresses of waits. The token is the caller's only credential: it is never logged. */
export interface CallbackTokens {
  sign(target: CallbackTarget): string;
  /** Whom a token is for, or `null` if it is not one of ours. */
  read(token: string): CallbackTarget | null;
}

/** What the signing key is derived for; another purpose or version gives another key. */
const PURPOSE = 'omniroute/callback/1';

/** Signs with a key derived from the master key: whoever has a token can answer that one visit, and guess no other. */
export function createCallbackTokens(masterKey: Uint8Array): CallbackTokens {
  const key = Buffer.from(hkdfSync('sha256', masterKey, new Uint8Array(), PURPOSE, 32));
  const signature = (target: string) => createHmac('sha256', key).update(target).digest('base64url');
  return {
    sign({ tenant, run, key: visit }) {
      const target = Buffer.from([tenant, run, visit].join('\n')).toString('base64url');
      return `${target}.${signature(target)}`;
    },
    read(token) {
      const dot = token.indexOf('.');
      const target = token.slice(0, Math.max(0, dot));
      if (dot < 1 || !constantTimeEqual(token.slice(dot + 1), signature(target))) return null;
      const [tenant, run, visit] = Buffer.from(target, 'base64url').toString().split('\n');
      return tenant === undefined || run === undefined || visit === undefined ? null : { tenant, run, key: visit };
    },
  };
}
