export { escapeControls } from './escape-controls.ts';
export {
  createLogger,
  type LogContext,
  type LogFacts,
  type Logger,
  type LoggerOptions,
  type LogLevel,
} from './logger.ts';
export { safeFacts } from './safe-facts.ts';
