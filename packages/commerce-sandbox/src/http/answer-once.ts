import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Effect, EffectLedger, Receipt } from '../ledger/effect-ledger.ts';

/** Answers a write: its effect happens once for its key, and the first answer is given again to every repetition. */
export function answerOnce(
  ledger: EffectLedger,
  request: Pick<FastifyRequest, 'receipt'>,
  reply: Pick<FastifyReply, 'code' | 'header' | 'send'>,
  effect: (receipt: Receipt) => Effect,
): void {
  const { receipt } = request;
  if (receipt === null) throw new Error('A route with an effect names its kind in its config.');
  const { status, body, replayed } = ledger.once(receipt, () => effect(receipt));
  if (replayed) reply.header('idempotency-replayed', 'true');
  reply.code(status);
  reply.send(body);
}
