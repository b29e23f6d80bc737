import pino from 'pino';
import { escapeControls } from './escape-controls.ts';
import { safeFacts } from './safe-facts.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** What a line is about; a child logger writes its context on every line. */
export interface LogContext {
  readonly tenant?: string;
  readonly service?: string;
  readonly run?: string;
  /** The effect's key, `node#path`. */
  readonly step?: string;
  readonly request?: string;
  readonly trace?: string;
  readonly span?: string;
}

/** Scalars and errors; anything else is written by its kind and size only. */
export type LogFacts = Readonly<Record<string, unknown>>;

export interface Logger {
  debug(message: string, facts?: LogFacts): void;
  info(message: string, facts?: LogFacts): void;
  warn(message: string, facts?: LogFacts): void;
  error(message: string, facts?: LogFacts): void;
  /** A logger that adds this context to every line. */
  child(context: LogContext): Logger;
}

export interface LoggerOptions {
  /** The process or component that writes: `server`, `worker`. */
  readonly name: string;
  readonly level?: LogLevel;
  /** Where lines go; standard output if absent. */
  readonly destination?: { write(line: string): unknown };
  /** Removes secrets by value from a finished line (server-kit's redactor). */
  readonly redact?: (line: string) => string;
}

/**
 * Makes a logger that writes one JSON line an event: `level` (a word), `time` (RFC 3339), `name`, the context, `msg`, and
 * the facts under `facts`, so that a fact can never pose as context.
 *
 * @example
 * const log = createLogger({ name: 'worker' }).child({ tenant: 'acme', run: runId });
 * log.warn('destination refused', { host: 'api.example.com', reason: 'address_blocked' });
 */
export function createLogger({ name, level = 'info', destination, redact }: LoggerOptions): Logger {
  const finish = (line: string): string => escapeControls(redact === undefined ? line : redact(line));
  const options: pino.LoggerOptions = {
    name,
    level,
    base: { name },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    hooks: { streamWrite: finish },
  };
  return wrap(destination === undefined ? pino(options) : pino(options, destination as pino.DestinationStream));
}

function wrap(target: pino.Logger): Logger {
  const write = (level: 'debug' | 'info' | 'warn' | 'error') => (message: string, facts?: LogFacts) => {
    if (facts === undefined) target[level](message);
    else target[level]({ facts: safeFacts(facts) }, message);
  };
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: (context) => wrap(target.child(safeFacts({ ...context }))),
  };
}
