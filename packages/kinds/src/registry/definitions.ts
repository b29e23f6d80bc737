// Generated from the folder names by npm run generate; do not edit.
import { decision } from '../decision/definition.ts';
import { end } from '../end/definition.ts';
import { httpRequest } from '../http-request/definition.ts';
import { humanTask } from '../human-task/definition.ts';
import { join } from '../join/definition.ts';
import { loop } from '../loop/definition.ts';
import { parallel } from '../parallel/definition.ts';
import { raiseError } from '../raise-error/definition.ts';
import { scope } from '../scope/definition.ts';
import { sendMessage } from '../send-message/definition.ts';
import { sendNotification } from '../send-notification/definition.ts';
import { setVariables } from '../set-variables/definition.ts';
import { transform } from '../transform/definition.ts';
import { wait } from '../wait/definition.ts';

/** Every kind's definition by its type. */
export const definitions = {
  decision,
  end,
  http_request: httpRequest,
  human_task: humanTask,
  join,
  loop,
  parallel,
  raise_error: raiseError,
  scope,
  send_message: sendMessage,
  send_notification: sendNotification,
  set_variables: setVariables,
  transform,
  wait,
} as const;

/** The types of all kinds. */
export type KindType = keyof typeof definitions;
export type Kinds = typeof definitions;
