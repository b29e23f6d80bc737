import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort, startTethered } from '@omniroute/tooling';
import { S3mini } from 's3mini';
import type { S3Settings } from '../src/storage/blobs/index.ts';

const run = promisify(execFile);
const REGION = 'eu-west-1';
/** Calls that need no signature: those that make the user below. */
const UNSIGNED = 3;

/** An S3-compatible server (moto, from PyPI) with a bucket and a user who may do all. */
export interface S3Server {
  readonly settings: S3Settings;
  stop(): Promise<void>;
}

/**
 * Starts one, or says why not: where there is no Python, or the package cannot be had. `signatures`: it refuses what is not
 * signed as S3 wants it. Such a one cannot list folders: it reads the `/` in a query wrongly, from AWS's own client as well.
 */
export async function startS3({
  signatures,
}: {
  signatures: boolean;
}): Promise<S3Server | { readonly missing: string }> {
  const packages = await findMoto();
  if (packages === null) return { missing: 'moto, from PyPI, is neither installed nor to be had' };
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const child = startTethered('python3', ['-m', 'moto.server', '-H', '127.0.0.1', '-p', `${port}`], {
    env: { ...process.env, ...packages, ...(signatures ? { INITIAL_NO_AUTH_ACTION_COUNT: `${UNSIGNED}` } : {}) },
  });
  try {
    await answering(address);
    await iam(address, { Action: 'CreateUser', UserName: 'omniroute' });
    const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
    const user = { UserName: 'omniroute', PolicyName: 'all', PolicyDocument: JSON.stringify(policy) };
    await iam(address, { Action: 'PutUserPolicy', ...user });
    const made = await iam(address, { Action: 'CreateAccessKey', UserName: 'omniroute' });
    const settings: S3Settings = {
      bucket: `${address}/omniroute`,
      region: REGION,
      accessKeyId: between(made, 'AccessKeyId'),
      secretAccessKey: between(made, 'SecretAccessKey'),
    };
    await new S3mini({ ...settings, endpoint: settings.bucket }).createBucket();
    return { settings, stop: async () => void (await child.stop()) };
  } catch (error) {
    await child.kill();
    throw error;
  }
}

/** The environment in which Python finds moto: as it is, or with what is fetched once. */
async function findMoto(): Promise<Record<string, string> | null> {
  const folder = join(process.cwd(), '.omniroute', 'cache', 'moto-5.2.1');
  const found = async (env: Record<string, string>) => {
    await run('python3', ['-c', 'import moto.server'], { env: { ...process.env, ...env } });
    return env;
  };
  const fetched = { PYTHONPATH: folder };
  const ways = [
    () => found({}),
    () => found(fetched),
    async () => {
      await run('python3', ['-m', 'pip', 'install', '--quiet', '--target', folder, 'moto[server]==5.2.1']);
      return found(fetched);
    },
  ];
  for (const way of ways) {
    const env = await way().catch(() => null);
    if (env !== null) return env;
  }
  return null;
}

async function answering(address: string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const answer = await fetch(`${address}/moto-api/`).catch(() => null);
    if (answer !== null) return void (await answer.body?.cancel());
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The S3 server does not answer.');
}

async function iam(address: string, fields: Record<string, string>): Promise<string> {
  const credential = `Credential=x/20260101/${REGION}/iam/aws4_request, SignedHeaders=host, Signature=x`;
  const answer = await fetch(address, {
    method: 'POST',
    headers: { authorization: `AWS4-HMAC-SHA256 ${credential}` },
    body: new URLSearchParams({ ...fields, Version: '2010-05-08' }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`The S3 server refused ${fields.Action}: ${text}`);
  return text;
}

function between(text: string, tag: string): string {
  const found = text.split(`<${tag}>`)[1]?.split(`</${tag}>`)[0];
  if (found === undefined) throw new Error(`The S3 server says no ${tag}.`);
  return found;
}
