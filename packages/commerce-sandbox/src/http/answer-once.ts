import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Answer, Effect, EffectLedger, Receipt } from '../ledger/effect-ledger.ts';

type Reply = Pick<FastifyReply, 'code' | 'header' | 'send'>;

/** Answers a write: its effect happens once for its key, and the first answer is given again to every repetition. */
export function answerOnce(
  ledger: EffectLedger,
  request: Pick<FastifyRequest, 'receipt'>,
  reply: Reply,
  effect: (receipt: Receipt) => Effect,
): void {
  answerWith(reply, effectOnce(ledger, request, effect));
}

/** The first half: the effect, for a route with something to do before it answers. */
export function effectOnce(
  ledger: EffectLedger,
  { receipt }: Pick<FastifyRequest, 'receipt'>,
  effect: (receipt: Receipt) => Effect,
): Answer {
  if (receipt === null) throw new Error('A route with an effect names its kind in its config.');
  return ledger.once(receipt, () => effect(receipt));
}

/** The second half. */
export function answerWith(reply: Reply, { status, body, replayed }: Answer): void {
  if (replayed) reply.header('idempotency-replayed', 'true');
  reply.code(status);
  reply.send(body);
}
