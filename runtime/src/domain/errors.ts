import { defineErrors } from '@omniroute/errors';

/** What the business rules refuse. */
export const domainErrors = defineErrors({
  'service.not_found': { message: 'There is no service "{id}".', status: 404, retryable: false },
  'service.exists': {
    message: 'A service "{id}" exists already. Choose another id, or change that one.',
    status: 409,
    retryable: false,
  },
  'service.name': {
    message: 'A name has 3 to 100 letters, digits, spaces, "-" and "_"; "{name}" does not.',
    status: 422,
    retryable: false,
  },
  'service.empty': {
    message: 'The service "{id}" has no steps yet, so it cannot be published.',
    status: 422,
    retryable: false,
  },
  'service.archived': {
    message: 'The service "{id}" is archived. Nothing about it can change any more.',
    status: 409,
    retryable: false,
  },
  'service.active_runs': {
    message: 'The service "{id}" has {runs} runs under way. Let them end or cancel them before archiving.',
    status: 409,
    retryable: false,
  },
  'service.not_published': {
    message: 'The service "{id}" has no published version. Publish it first.',
    status: 409,
    retryable: false,
  },
  'scenario.exists': {
    message: 'There is a scenario "{id}" already. Name this one otherwise, or change that one.',
    status: 409,
    retryable: false,
  },
  'scenario.not_found': { message: 'There is no scenario "{id}".', status: 404, retryable: false },
  'scenario.too_many': {
    message:
      'A service keeps at most {most} scenarios here. Delete some, or keep them as files and use `omniroute test`.',
    status: 409,
    retryable: false,
  },
  'step.unsound': {
    message: 'The step cannot be done while the draft has errors: {problem}',
    status: 422,
    retryable: false,
  },
  'step.no_effect': {
    message: 'The step "{node}" is not there, or does nothing outside that could be done for real.',
    status: 422,
    retryable: false,
  },
  'step.no_attempt': { message: 'The step "{node}" was not done so.', status: 404, retryable: false },
  'service.id_mismatch': {
    message: 'The document names the service "{got}", but this is "{id}".',
    status: 422,
    retryable: false,
  },
  'service.conflict': {
    message: 'The service "{id}" was changed meanwhile (now {current}). Load it again and repeat your change.',
    status: 412,
    retryable: false,
  },
  'draft.unclear': {
    message: 'The draft of "{id}" cannot be drawn: {problem} Mend it as JSON first, then open it again.',
    status: 422,
    retryable: false,
  },
  'draft.replaced': {
    message: 'The draft of "{id}" was replaced by another document. Open it anew; your changes are brought along.',
    status: 409,
    retryable: false,
  },
  'template.not_found': { message: 'There is no template "{id}".', status: 404, retryable: false },
  'version.not_found': { message: 'The service "{id}" has no version {version}.', status: 404, retryable: false },
  'version.moved': {
    message: 'Another version of "{id}" is live by now ({live}). Look at what differs from it, then decide again.',
    status: 409,
    retryable: false,
  },
  'version.unsound': {
    message: 'The service cannot be published: {errors} errors were found.',
    status: 422,
    retryable: false,
  },
  'version.unbound': {
    message: 'The connection "{name}" of type "{type}" is not set up for this tenant.',
    status: 422,
    retryable: false,
  },
  'list.order': {
    message: 'This cursor belongs to a list in another order than by {sort}. Begin that list anew.',
    status: 400,
    retryable: false,
  },
  'run.not_found': { message: 'There is no run "{id}".', status: 404, retryable: false },
  'key.role': { message: 'Keys are seen and changed by owners and administrators.', status: 403, retryable: false },
  'run.output_not_kept': {
    message:
      'The whole output of "{key}" is not kept: nothing was cut from it, the time it is kept for is over, or the blob store was down.',
    status: 404,
    retryable: false,
  },
  'run.closed': { message: 'The run "{id}" has ended already ({status}).', status: 409, retryable: false },
  'run.input': { message: '{problem}', status: 422, retryable: false },
  'run.trigger': {
    message: 'The service "{id}" has no trigger "{trigger}". It has: {expected}.',
    status: 422,
    retryable: false,
  },
  'operation.refused': { message: '{reason}', status: 409, retryable: false },
  'operation.field': { message: 'Say which: "{action}" needs "{field}".', status: 422, retryable: false },
  'operation.unanswered': {
    message: 'The run "{id}" did not answer in time. It may still do what was asked: look at it before you ask again.',
    status: 503,
    retryable: true,
  },
  'task.not_found': { message: 'There is no task "{id}".', status: 404, retryable: false },
  'task.refused': { message: '{reason}', status: 409, retryable: false },
  'message.payload': { message: 'The payload of "{name}" does not fit: {problem}', status: 422, retryable: false },
  'message.name': {
    message: 'Names that begin with "omniroute." are the platform\'s own; "{name}" cannot be sent.',
    status: 422,
    retryable: false,
  },
  'webhook.taken': {
    message:
      'The address {method} /hooks/{tenant}/{path} belongs to the service "{service}". Choose another path, or archive that service first.',
    status: 409,
    retryable: false,
  },
  'webhook.unknown': { message: 'Nothing listens at this address.', status: 404, retryable: false },
  'webhook.method': {
    message: 'This address does not take {method}; it takes {allowed}.',
    status: 405,
    retryable: false,
  },
  'webhook.unset': {
    message:
      'The secret that calls of this address are checked with is not set yet. Set it on the connection "{name}".',
    status: 503,
    retryable: true,
  },
  'webhook.signature': {
    message: 'The call is not signed as agreed ({reason}).',
    status: 401,
    retryable: false,
  },
  'run.unsuccessful': { message: 'The run "{run_id}" ended as {status}.', status: 422, retryable: false },
  'body.media_type': {
    message: 'Send JSON, a form (application/x-www-form-urlencoded) or text; this was {got}.',
    status: 415,
    retryable: false,
  },
  'body.not_text': { message: 'The body is not text in UTF-8.', status: 400, retryable: false },
  'callback.unknown': {
    message: 'This address answers nothing. Use the address that the run gave out, whole and unchanged.',
    status: 404,
    retryable: false,
  },
  'callback.payload': { message: 'What was sent does not fit: {problem}', status: 422, retryable: false },
  'callback.late': {
    message: 'The run that waited for this has ended, so nothing can be answered any more.',
    status: 410,
    retryable: false,
  },
  'connection.not_found': { message: 'There is no connection "{name}".', status: 404, retryable: false },
  'connection.local': {
    message:
      'The connection "{name}" would be of class "local". Only the supervisor makes those, and only it changes them.',
    status: 403,
    retryable: false,
  },
  'connection.address': {
    message: 'The connection cannot lead to "{address}": {reason}.',
    status: 422,
    retryable: false,
  },
  'connection.used': {
    message:
      'The published service "{service}" uses the connection "{name}". Publish a version without it, or archive the service, first.',
    status: 409,
    retryable: false,
  },
  'temporal.unavailable': {
    message: 'The workflow engine cannot be reached at the moment. Nothing was lost; try again.',
    status: 503,
    retryable: true,
  },
});
