import type { FastifyInstance } from 'fastify';

/** Bytes of a body from outside. */
export const BODY_LIMIT = 1_048_576;

/** Within this scope every body arrives as the bytes that were sent: signatures are made over them. */
export function keepRawBodies(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: BODY_LIMIT },
    async (_: unknown, body: Buffer) => body,
  );
}
