import type { FastifyRequest } from 'fastify';
import { httpErrors } from './errors.ts';

/** The strong entity tag of a version number or hash: `"7"`. */
export function etagOf(version: string | number | bigint): string {
  return `"${version}"`;
}

/**
 * Demands that a write names the version it changes. Throws `precondition.required` without `If-Match`,
 * `precondition.failed` if none of its tags is the current one. Weak tags never match (RFC 9110 section 13.1.1).
 */
export function requireIfMatch(request: FastifyRequest, current: string): void {
  const given = request.headers['if-match'];
  if (given === undefined) throw httpErrors.fault('precondition.required');
  if (given.trim() === '*') return;
  const tags = given.split(',').map((tag) => tag.trim());
  if (!tags.includes(current)) throw httpErrors.fault('precondition.failed', { current });
}

/**
 * The version number that `If-Match` names, for a write that checks it in the database itself (`updateVersioned`).
 * Throws `precondition.required` without it, `precondition.failed` if it is not the tag of a number.
 */
export function ifMatchVersion(request: FastifyRequest): number {
  const given = request.headers['if-match'];
  if (given === undefined) throw httpErrors.fault('precondition.required');
  const version = /^"(\d{1,15})"$/.exec(given.trim())?.[1];
  if (version === undefined) throw httpErrors.fault('precondition.failed');
  return Number(version);
}

/** Whether the caller already has this version (`If-None-Match`): answer 304. */
export function isNotModified(request: FastifyRequest, current: string): boolean {
  const given = request.headers['if-none-match'];
  if (given === undefined) return false;
  const tags = given.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(current);
}
