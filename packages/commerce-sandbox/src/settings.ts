import { join } from 'node:path';
import { sandboxErrors } from './errors.ts';
import { BREAKS, type Break } from './ledger/break-switch.ts';

/** Signs callbacks where no other secret is set: everybody may know it, since nothing here is worth anything. */
export const SANDBOX_SECRET = 'sk_sandbox_omniroute';

export interface SandboxSettings {
  /** 0 takes a free port. */
  readonly port: number;
  readonly dataDir: string;
  /** Signs callbacks. */
  readonly secret: string;
  readonly breakable: Break | 'none' | undefined;
}

/** Reads the environment. Throws `settings.invalid`. */
export function readSettings(env: NodeJS.ProcessEnv): SandboxSettings {
  return { port: portOf(env), dataDir: dataDirOf(env), secret: secretOf(env), breakable: breakableOf(env) };
}

function portOf(env: NodeJS.ProcessEnv): number {
  const given = env.OMNIROUTE_SANDBOX_PORT ?? '0';
  const port = Number(given);
  if (/^\d{1,5}$/.test(given) && port <= 65_535) return port;
  throw invalid(
    'OMNIROUTE_SANDBOX_PORT',
    `is "${given}": give a port from 0 to 65535, or leave it out for a free one.`,
  );
}

function dataDirOf(env: NodeJS.ProcessEnv): string {
  const folder = env.OMNIROUTE_SANDBOX_DATA;
  if (folder !== undefined && folder !== '') return folder;
  const home = env.OMNIROUTE_HOME;
  if (home !== undefined && home !== '') return join(home, 'data', 'sandbox');
  throw invalid('OMNIROUTE_SANDBOX_DATA', 'is missing: name the folder in which the sandbox keeps its data.');
}

function secretOf({ OMNIROUTE_SANDBOX_SECRET: given }: NodeJS.ProcessEnv): string {
  return given === undefined || given === '' ? SANDBOX_SECRET : given;
}

function breakableOf(env: NodeJS.ProcessEnv): SandboxSettings['breakable'] {
  const given = env.OMNIROUTE_SANDBOX_BREAK;
  if (given === undefined || given === '') return undefined;
  const known = [...BREAKS, 'none'] as const;
  const found = known.find((name) => name === given);
  if (found === undefined) throw invalid('OMNIROUTE_SANDBOX_BREAK', `is "${given}": give one of ${known.join(', ')}.`);
  return found;
}

function invalid(name: string, problem: string) {
  return sandboxErrors.fault('settings.invalid', { name, problem });
}
