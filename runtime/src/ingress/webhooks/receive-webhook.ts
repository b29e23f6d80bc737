import type { Signature, WebhookConfig } from '@omniroute/dsl';
import type { Plan } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { constantTimeEqual } from '@omniroute/server-kit';
import { openSecret } from '../../codec/index.ts';
import { domainErrors } from '../../domain/errors.ts';
import { loadSecret } from '../../storage/connection-repository.ts';
import type { Trx } from '../../storage/index.ts';
import { loadPlan, loadVersion } from '../../storage/version-repository.ts';
import { type WebhookRow, webhooksAt } from '../../storage/webhook-repository.ts';
import type { IngressDeps } from '../deps.ts';
import { readBody } from '../read-body.ts';
import type { SignatureScheme } from '../signatures/scheme.ts';
import { schemeOf } from '../signatures/scheme-of.ts';
import { type StartOutcome, startRun } from '../start-run.ts';
import { eventOf } from './event-of.ts';

/** A call as it came, its body untouched. */
export interface WebhookCall {
  readonly tenant: string;
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly query: URLSearchParams;
  readonly raw: Uint8Array;
}

/** A run was started, found, or not wanted; or the call only asked whether we are who we say. */
export type WebhookOutcome =
  | { readonly kind: 'started'; readonly run: StartOutcome; readonly response: 'accepted' | 'result' }
  | { readonly kind: 'challenge'; readonly answer: string };

/**
 * Receives a call at `/hooks/{tenant}/{path}`. The signature is checked over the bytes as they came, before anything of
 * them is read, and nothing is believed while no secret is set. Once this answers, the run is durable.
 */
export async function receiveWebhook(deps: IngressDeps, call: WebhookCall): Promise<WebhookOutcome> {
  const { tenant, method } = call;
  const listening = await deps.storage.inTenant(tenant, (trx) => webhooksAt(trx, tenant, call.path));
  if (listening.length === 0) throw domainErrors.fault('webhook.unknown');
  const row = listening.find((each) => each.method === method);
  if (row === undefined) {
    const answer = method === 'GET' ? await challengeAnswer(deps, call, listening) : null;
    if (answer !== null) return { kind: 'challenge', answer };
    throw domainErrors.fault('webhook.method', { method, allowed: listening.map((each) => each.method).join(', ') });
  }
  const config = await deps.storage.inTenant(tenant, (trx) => configOf(trx, tenant, row));
  const proof = config.signature === undefined ? null : await believe(deps, call, config.signature);
  const body = readBody(call.headers['content-type'], call.raw);
  const data = proof?.scheme.believed === undefined ? body : proof.scheme.believed(body);
  const withheld = { headers: proof?.scheme.headers ?? [], secret: proof?.secret ?? null };
  const key = proof?.scheme.eventKey({ ...call, now: deps.now() }, body) ?? null;
  const run = await startRun(deps, tenant, {
    service: row.service,
    version: row.version,
    trigger: row.trigger,
    event: eventOf(call, data, withheld),
    timeScale: 1,
    ...(key === null ? {} : { eventKey: `${config.signature?.scheme} ${key}` }),
  });
  return { kind: 'started', run, response: config.response ?? 'accepted' };
}

/** Throws unless the call is signed as the trigger says. */
async function believe(
  deps: IngressDeps,
  call: WebhookCall,
  signature: Signature,
): Promise<{ scheme: SignatureScheme; secret: string }> {
  const secret = await secretOf(deps, call.tenant, signature.secret);
  const scheme = schemeOf(signature);
  const refusal = scheme.verify({ headers: call.headers, raw: call.raw, now: deps.now() }, secret);
  if (refusal !== null) throw domainErrors.fault('webhook.signature', { reason: refusal });
  return { scheme, secret };
}

/** The secret that a connection keeps; a webhook whose secret is not set believes nobody. */
async function secretOf(deps: IngressDeps, tenant: string, name: string): Promise<string> {
  const sealed = await deps.storage.inTenant(tenant, (trx) => loadSecret(trx, tenant, name));
  if (sealed === null) throw domainErrors.fault('webhook.unset', { name });
  return openSecret(deps.sealed, tenant, name, sealed);
}

/** Meta asks by GET, before it sends anything, whether the address knows a word agreed on; the answer is its challenge. */
async function challengeAnswer(
  deps: IngressDeps,
  { tenant, query }: WebhookCall,
  listening: readonly WebhookRow[],
): Promise<string | null> {
  const challenge = query.get('hub.challenge');
  if (query.get('hub.mode') !== 'subscribe' || challenge === null) return null;
  for (const row of listening) {
    const { signature } = await deps.storage.inTenant(tenant, (trx) => configOf(trx, tenant, row));
    if (signature?.scheme !== 'whatsapp' || signature.verify_token === undefined) continue;
    const word = await secretOf(deps, tenant, signature.verify_token);
    if (constantTimeEqual(query.get('hub.verify_token') ?? '', word)) return challenge;
    throw domainErrors.fault('webhook.signature', { reason: 'mismatch' });
  }
  return null;
}

/** The settings of the trigger that listens; what is read of them is literal. */
async function configOf(trx: Trx, tenant: string, row: WebhookRow): Promise<WebhookConfig> {
  const version = await loadVersion(trx, tenant, row.service, row.version);
  const body = version === null ? null : await loadPlan(trx, tenant, version.planHash);
  const plan = body === null ? null : (JSON.parse(body) as Plan);
  const trigger = plan?.triggers.find((each) => each.id === row.trigger);
  if (trigger === undefined) throw domainErrors.fault('webhook.unknown');
  return trigger.config.value as Json as unknown as WebhookConfig;
}
