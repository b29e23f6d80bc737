import { Instant, Page } from '@omniroute/contracts';
import Type from 'typebox';

export const Channel = Type.Enum(['sms', 'email', 'whatsapp', 'push']);

const content = {
  channel: Channel,
  to: Type.String({ minLength: 1, maxLength: 320 }),
  subject: Type.Optional(Type.String({ maxLength: 998 })),
  /** What is sent; or `template` with its `data`. */
  text: Type.Optional(Type.String({ minLength: 1, maxLength: 20_000 })),
  template: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  data: Type.Optional(Type.Unknown()),
};

export const NewNotification = Type.Object(content, { additionalProperties: false });
export type NewNotification = Type.Static<typeof NewNotification>;

export const Notification = Type.Object(
  { id: Type.String(), idempotency_key: Type.String(), ...content, created_at: Instant },
  { additionalProperties: false },
);
export type Notification = Type.Static<typeof Notification>;

export const NotificationSent = Type.Object({ id: Type.String() }, { additionalProperties: false });
export const NotificationPage = Page(Notification);

export const NotificationQuery = Type.Object(
  {
    to: Type.Optional(Type.String()),
    channel: Type.Optional(Channel),
    cursor: Type.Optional(Type.String()),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  },
  { additionalProperties: false },
);
export type NotificationQuery = Type.Static<typeof NotificationQuery>;
