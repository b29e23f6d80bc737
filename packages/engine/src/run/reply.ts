import type { Run } from './run.ts';

/** Answers remembered, so that an Update repeated after continue-as-new is answered alike. */
const MOST_ANSWERED = 200;

/** Answers a person's Update. */
export function reply(run: Run, update: string, ok: boolean, text: string): void {
  run.commands.push({ type: 'answer', update, answer: ok ? { ok: true, outcome: text } : { ok: false, reason: text } });
}

/** Answers an Update, and remembers the answer. */
export function rememberReply(run: Run, update: string, ok: boolean, text: string): void {
  run.state.answered.push({ update, ok, text });
  if (run.state.answered.length > MOST_ANSWERED) run.state.answered.shift();
  reply(run, update, ok, text);
}

/** Answers an Update that came before as it was answered then; `false` where it did not. */
export function repeatReply(run: Run, update: string): boolean {
  const earlier = run.state.answered.find((each) => each.update === update);
  if (earlier === undefined) return false;
  reply(run, update, earlier.ok, earlier.text);
  return true;
}
