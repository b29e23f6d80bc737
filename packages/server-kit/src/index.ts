export {
  createDatabase,
  type Database,
  type DatabaseOptions,
  type PoolMetrics,
  type PoolOptions,
  type TransactionOptions,
} from './database/create-database.ts';
export { databaseErrors } from './database/errors.ts';
export { type MigrateOptions, type Migration, migrate } from './database/migrate.ts';
export { isUniqueViolation, sqlState } from './database/pg-error.ts';
export { type SystemAccess, tenantPolicy } from './database/tenant-policy.ts';
export { updateVersioned, type VersionedUpdate } from './database/update-versioned.ts';
export { isBlockedAddress } from './egress/block-list.ts';
export type { Dial, DialRequest, Resolve, ResolvedAddress } from './egress/connector.ts';
export { dialSocket } from './egress/connector.ts';
export { type EgressCode, type EgressFault, egressErrors, isEgressFault, type RefusalReason } from './egress/errors.ts';
export {
  createEgressGate,
  EGRESS_LIMITS,
  type EgressGate,
  type EgressGateOptions,
  type EgressLimits,
  type EgressRequest,
  type EgressResponse,
} from './egress/gate.ts';
export type { EgressConnection } from './egress/target.ts';
export { createHttpServer, type HttpServerOptions } from './http/create-http-server.ts';
export { type CursorCodec, createCursor } from './http/cursor.ts';
export { httpErrors } from './http/errors.ts';
export { etagOf, ifMatchVersion, isNotModified, requireIfMatch } from './http/etag.ts';
export {
  type IdempotencyClaim,
  type IdempotencyState,
  type IdempotencyStore,
  idempotencyKeys,
  type RecordedAnswer,
} from './http/idempotency.ts';
export { jsonDoor, parseJson } from './http/json-door.ts';
export {
  type FieldError,
  PROBLEM_TYPE,
  type ProblemDocument,
  problemDetails,
  problemOf,
  sendProblem,
} from './http/problem.ts';
export {
  type ContextProvider,
  localOwner,
  type RequestContext,
  type RequestContextOptions,
  ROLES,
  type Role,
  requestContext,
} from './http/request-context.ts';
export { contentSecurityPolicy, securityHeaders } from './http/security-headers.ts';
export { createValidatorCompiler } from './http/validator.ts';
export { isTenantId, type TenantId, tenantId } from './ids/tenant-id.ts';
export { createUuidV7, type UuidV7Options, uuidv7, uuidv7Time } from './ids/uuidv7.ts';
export { constantTimeEqual } from './secrets/constant-time.ts';
export { createRedactor, REDACTED, type Redactor } from './secrets/redactor.ts';
