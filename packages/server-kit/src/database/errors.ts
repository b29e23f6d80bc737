import { defineErrors } from '@omniroute/errors';

/** What the database door reports besides the server's own errors, which pass through unchanged. */
export const databaseErrors = defineErrors({
  'database.unavailable': { message: 'The database cannot be reached.', status: 503, retryable: true },
  'database.busy': { message: 'Too many requests wait for the database.', status: 503, retryable: true },
  'database.no_tenant': { message: 'A database transaction needs a tenant.', status: 500, retryable: false },
  'database.unsafe_role': {
    message: 'Role {role} can see every tenant ({reason}). Connect as a plain role.',
    status: 500,
    retryable: false,
  },
  'storage.conflict': {
    message: 'It was changed by someone else since you read it. Read it again and repeat your change.',
    status: 412,
    retryable: false,
  },
  'migration.changed': {
    message: 'Migration {name} of schema {schema} was changed after it had been applied.',
    status: 500,
    retryable: false,
  },
  'migration.unknown': {
    message: 'Schema {schema} has migration {name}, which this version does not know: it belongs to a newer version.',
    status: 500,
    retryable: false,
  },
  'migration.failed': {
    message: 'Migration {name} of schema {schema} failed: {reason}.',
    status: 500,
    retryable: false,
  },
  'sql.identifier': { message: '{name} cannot be a name in SQL.', status: 500, retryable: false },
});
