import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Plan } from '@omniroute/plan';

/** Where recorded runs are kept, a folder for each abi. */
export const HISTORIES = new URL('../../histories/', import.meta.url);

/** A run as it was recorded: its histories with all that is needed to replay them. */
export interface RecordedRun {
  /** What was played, for people. */
  readonly name: string;
  readonly abi: number;
  readonly workflow_id: string;
  /** How it ended, or where it rested. */
  readonly status: string;
  /** Ops that it visited. */
  readonly ops: readonly string[];
  /** The plans that its payloads refer to. */
  readonly plans: readonly Plan[];
  /** One for each link of the chain of continue-as-new, then those of workflows that did parts of it, in Temporal's JSON form. */
  readonly histories: readonly unknown[];
}

/** Files of all recorded runs, as paths from `HISTORIES`. */
export function recordedFiles(): readonly string[] {
  return readdirSync(HISTORIES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readdirSync(new URL(`${name}/`, HISTORIES)).map((file) => `${name}/${file}`))
    .filter((path) => path.endsWith('.json.gz'))
    .sort();
}

/** Reads a recorded run. */
export function readRecorded(path: string): RecordedRun {
  return JSON.parse(gunzipSync(readFileSync(new URL(path, HISTORIES))).toString()) as RecordedRun;
}

/** The bytes of a recorded run: the same run gives the same bytes. */
export function writeRecorded(run: RecordedRun): Uint8Array {
  return gzipSync(JSON.stringify(run), { level: 9 });
}
