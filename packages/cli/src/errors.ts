import { defineErrors } from '@omniroute/errors';

/** Wrong use of the command line, and a stack that does not answer. */
export const cliErrors = defineErrors({
  'cli.unknown_command': {
    message: 'There is no command "{name}". {suggestion}See omniroute help.',
    status: 400,
    retryable: false,
  },
  'cli.unknown_option': { message: '{problem} See omniroute {command} --help.', status: 400, retryable: false },
  'cli.missing_argument': {
    message: '{command} needs {what}. See omniroute {command} --help.',
    status: 400,
    retryable: false,
  },
  'cli.extra_argument': {
    message: '{command} does not take "{extra}". See omniroute {command} --help.',
    status: 400,
    retryable: false,
  },
  'cli.number': {
    message: '--{option} takes a number above 0, not "{got}".',
    status: 400,
    retryable: false,
  },
  'cli.trigger': {
    message: 'The service has {problem}. Name one with --trigger: {expected}.',
    status: 400,
    retryable: false,
  },
  'cli.write': { message: '{file} cannot be written: {problem}', status: 400, retryable: false },
  'cli.file': { message: '{file} cannot be read: {problem}', status: 400, retryable: false },
  'cli.json': { message: '{file} is not JSON: {problem}', status: 400, retryable: false },
  'cli.catalogue': { message: '{file} is not a catalogue of activities: {problem}', status: 400, retryable: false },
  'cli.scenario': { message: '{file} is not a scenario: {problem}', status: 400, retryable: false },
  'cli.unsound': { message: '{file} has errors; run omniroute check {file}.', status: 422, retryable: false },
  'cli.unknown_code': { message: 'There is no code "{name}".{suggestion}', status: 404, retryable: false },
  'cli.no_stack': {
    message: 'Nothing answers at {url}. Start the stack with npm start, or set OMNIROUTE_URL.',
    status: 503,
    retryable: true,
  },
  'cli.server': { message: 'The server refused: {problem}', status: 400, retryable: false },
});
