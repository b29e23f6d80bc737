import { defineErrors } from '@omniroute/errors';

/** Why the stack cannot start: what, why, and what to do. Nothing is left running or half made behind them. */
export const stackErrors = defineErrors({
  'stack.flag': { message: '{problem} Flags: --port N, --no-sandbox, --watch.', status: 400, retryable: false },
  'stack.port_value': {
    message: '"{got}" is not a port. Set PORT to a number from 0 to 65535; 0 takes a free one.',
    status: 400,
    retryable: false,
  },
  'stack.port_taken': {
    message: 'Port {port} is taken by another program{by}. Stop that, or choose another: PORT={other} npm start',
    status: 409,
    retryable: false,
  },
  'stack.running': {
    message:
      'OmniRoute runs already with the folder {home}: {where} (process {pid}). Stop that first, or set OMNIROUTE_HOME to another folder.',
    status: 409,
    retryable: false,
  },
  'stack.home': {
    message: 'The folder {home} cannot be written to ({problem}). Set OMNIROUTE_HOME to one that can.',
    status: 500,
    retryable: false,
  },
  'stack.child': { message: 'The {name} process did not become ready: {problem}', status: 500, retryable: true },
});
