export type { Call, Command, Terminal } from './command.ts';
export { commands } from './commands/index.ts';
export { EXIT, type ExitCode } from './exit-codes.ts';
export { runCli } from './run-cli.ts';
