import type { KindDefinition } from '@omniroute/kind-sdk';
import { type ActivitiesOf, isActivityFault } from '@omniroute/kind-sdk/activity';
import type { Json } from '@omniroute/primitives';
import { type FakeReplies, fakeActivityContext } from './fake-activity-context.ts';

/** Runs a kind's effect in a world that answers so: what was asked over HTTP, and the output or the code of the error. */
export async function playActivity<Definition extends KindDefinition>(
  { verbs }: ActivitiesOf<Definition>,
  input: Json,
  replies: FakeReplies,
): Promise<{ readonly asked: readonly Json[][]; readonly result: Json }> {
  const outside = fakeActivityContext(replies);
  const result = await verbs.run!(input, outside.context).catch((thrown: unknown) => {
    if (!isActivityFault(thrown)) throw thrown;
    return { error: thrown.error.code };
  });
  const asked = outside.calls.map(({ method, url, query, body }) => [
    `${method} ${url}`,
    ...(query === undefined ? [] : [{ ...query }]),
    ...(body === undefined ? [] : [JSON.parse(body) as Json]),
  ]);
  return { asked, result };
}
