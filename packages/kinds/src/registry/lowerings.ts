// Generated from the folder names by npm run generate; do not edit.
import type { Lowering } from '@omniroute/kind-sdk';
import { decisionLowering } from '../decision/lower.ts';
import { endLowering } from '../end/lower.ts';
import { httpRequestLowering } from '../http-request/lower.ts';
import { humanTaskLowering } from '../human-task/lower.ts';
import { joinLowering } from '../join/lower.ts';
import { loopLowering } from '../loop/lower.ts';
import { parallelLowering } from '../parallel/lower.ts';
import { raiseErrorLowering } from '../raise-error/lower.ts';
import { scopeLowering } from '../scope/lower.ts';
import { sendMessageLowering } from '../send-message/lower.ts';
import { sendNotificationLowering } from '../send-notification/lower.ts';
import { setVariablesLowering } from '../set-variables/lower.ts';
import { transformLowering } from '../transform/lower.ts';
import { waitLowering } from '../wait/lower.ts';
import type { Kinds, KindType } from './definitions.ts';

/** Every kind's lowering; an incomplete list does not compile. */
export const lowerings: { readonly [Type in KindType]: Lowering<Kinds[Type]> } = {
  decision: decisionLowering,
  end: endLowering,
  http_request: httpRequestLowering,
  human_task: humanTaskLowering,
  join: joinLowering,
  loop: loopLowering,
  parallel: parallelLowering,
  raise_error: raiseErrorLowering,
  scope: scopeLowering,
  send_message: sendMessageLowering,
  send_notification: sendNotificationLowering,
  set_variables: setVariablesLowering,
  transform: transformLowering,
  wait: waitLowering,
};
