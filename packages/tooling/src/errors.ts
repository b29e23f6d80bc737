import { defineErrors } from '@omniroute/errors';

/** What this machine does not have or does not allow; each message says what to do. */
export const toolingErrors = defineErrors({
  'temporal.not_found': {
    message:
      'No Temporal server could be had. Tried: {tried}. Set TEMPORAL_CLI to a temporal binary, or TEMPORAL_ADDRESS to a running server.',
    status: 500,
    retryable: false,
  },
  'temporal.not_ready': {
    message: 'The Temporal server did not become ready within {seconds} s. Its log: {log}',
    status: 500,
    retryable: true,
  },
  'postgres.platform': {
    message: 'There is no bundled PostgreSQL for {platform}. Set DATABASE_URL to a server of yours.',
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
      'The data in {folder} belongs to PostgreSQL {found}, this is {expected}. Export it with the old version first.',
    status: 500,
    retryable: false,
  },
  'postgres.not_ready': {
    message: 'PostgreSQL did not become ready within {seconds} s. Its log: {log}',
    status: 500,
    retryable: true,
  },
  'chromium.not_found': {
    message: 'No Chromium was found: {problem}. Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.',
    status: 500,
    retryable: false,
  },
});
