import { defineErrors } from '@omniroute/errors';

/** What a document cannot be used for, as a caller of the API or a client of the room meets it. */
export const documentErrors = defineErrors({
  'document.unknown': { message: 'There is no document {id}. Make the service first.', status: 404, retryable: false },
  'document.exists': { message: 'The document {id} is there already. Open it.', status: 409, retryable: false },
  'document.newer': {
    message:
      'This document has form {found}; this program knows form {known}. Load the page again to get the newer program.',
    status: 409,
    retryable: false,
  },
  'document.bad_update': {
    message: 'These bytes are no change of a document. Load the page again; what it kept is sent once more.',
    status: 400,
    retryable: false,
  },
  'document.closed': {
    message: 'The room of document {id} was closed. Connect again; nothing is lost.',
    status: 503,
    retryable: true,
  },
});
