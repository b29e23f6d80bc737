// Generated from the folder names by npm run generate; do not edit.
import type { ActivitiesOf } from '@omniroute/kind-sdk/activity';
import { httpRequestActivities } from '../http-request/activity.ts';
import { humanTaskActivities } from '../human-task/activity.ts';
import { sendMessageActivities } from '../send-message/activity.ts';
import { sendNotificationActivities } from '../send-notification/activity.ts';
import type { Kinds, KindType } from './definitions.ts';

/** Kinds that act on the world. */
export type EffectfulKind = { [Type in KindType]: Kinds[Type] extends { activity: object } ? Type : never }[KindType];

/** Their activities; an incomplete list, or one too many, does not compile. */
export const activities: { readonly [Type in EffectfulKind]: ActivitiesOf<Kinds[Type]> } = {
  http_request: httpRequestActivities,
  human_task: humanTaskActivities,
  send_message: sendMessageActivities,
  send_notification: sendNotificationActivities,
};
