import type { KindDefinition } from '@omniroute/kind-sdk';
import { type ActivitiesOf, type Activity, activityName } from '@omniroute/kind-sdk/activity';
import type { Json } from '@omniroute/primitives';
import type { TenantCodec } from '../codec/index.ts';
import type { ActivityPorts } from './ports.ts';
import { type WrappedActivity, wrapActivity } from './wrapper.ts';

/** The platform's own activity that registers a correlation known only while the run is under way. */
export const SUBSCRIBE_ACTIVITY = 'omniroute.subscribe@1';

/** Every activity by its registered name, wrapped. `kinds` is the registry of `packages/kinds`. */
export function createActivities(
  kinds: Readonly<Record<string, ActivitiesOf<KindDefinition>>>,
  deps: { codec: TenantCodec; ports: ActivityPorts },
): Record<string, WrappedActivity> {
  const registered: Record<string, WrappedActivity> = {
    [SUBSCRIBE_ACTIVITY]: wrapActivity(subscribeWith(deps.ports), deps),
  };
  for (const { type, version, verbs } of Object.values(kinds)) {
    for (const [verb, activity] of Object.entries(verbs))
      registered[activityName(type, version, verb)] = wrapActivity(activity, deps);
  }
  return registered;
}

function subscribeWith(ports: ActivityPorts): Activity {
  return async (input, context) => {
    const { keys } = input as { keys: readonly { name: string; correlation: Json }[] };
    const work = { tenant: context.tenant, service: context.service, version: 0, run: context.run };
    for (const { name, correlation } of keys) await ports.subscribe(work, name, String(correlation));
    return null;
  };
}
