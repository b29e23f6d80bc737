import { defineErrors } from '@omniroute/errors';

/** What this machine does not have or does not allow; each message says what to do. */
export const toolingErrors = defineErrors({
  'port.taken': {
    message: '{name} cannot start: port {port} of 127.0.0.1 is taken by another program.',
    status: 500,
    retryable: true,
  },
  'port.none': {
    message:
      'No free port of 127.0.0.1 was found between {from} and {to}. End a program that holds many, then try again.',
    status: 500,
    retryable: true,
  },
  'temporal.setting': {
    message:
      'TEMPORAL_CLI={path} cannot be used: {problem}. Set it to a temporal binary of at least version {oldest}, or leave it out and one is fetched.',
    status: 500,
    retryable: false,
  },
  'temporal.not_found': {
    message:
      'No Temporal server could be had. Tried: {tried}. Connect this machine to the network and start again, or set TEMPORAL_CLI to a temporal binary, or TEMPORAL_ADDRESS to a running server.',
    status: 500,
    retryable: false,
  },
  'temporal.not_ready': {
    message: 'The Temporal server did not become ready ({problem}). Its log: {log}',
    status: 500,
    retryable: true,
  },
  'postgres.platform': {
    message: 'There is no bundled PostgreSQL for {platform}. Set DATABASE_URL to a server of yours.',
    status: 500,
    retryable: false,
  },
  'postgres.unprivileged': {
    message:
      'PostgreSQL does not run as root, and it cannot be run as another user here ({problem}). Run this as an ordinary user, or set DATABASE_URL to a server of yours.',
    status: 500,
    retryable: false,
  },
  'postgres.init': {
    message: 'PostgreSQL could not be initialised in {folder}: {problem}',
    status: 500,
    retryable: false,
  },
  'postgres.version': {
    message:
      'The data in {folder} belongs to PostgreSQL {found}, this is {expected}. Export it with the old version first, or set OMNIROUTE_HOME to a new folder.',
    status: 500,
    retryable: false,
  },
  'postgres.in_use': {
    message: 'The data in {folder} is still used by process {pid}, which does not end. Stop it, then start again.',
    status: 500,
    retryable: true,
  },
  'postgres.password': {
    message:
      'PostgreSQL refuses the password in {keys}: it was made for other data than {folder}. Put the file back that belongs to the data.',
    status: 500,
    retryable: false,
  },
  'postgres.not_ready': {
    message: 'PostgreSQL did not become ready ({problem}). Its log: {log}',
    status: 500,
    retryable: true,
  },
  'chromium.not_found': {
    message: 'No Chromium was found: {problem}. Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.',
    status: 500,
    retryable: false,
  },
});
