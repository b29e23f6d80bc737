import Type from 'typebox';

/** Services name a connection by it. */
export const ConnectionName = Type.String({ pattern: '^[a-z][a-z0-9_]{0,62}$' });

/** A connection as the API shows it: never its secret, only whether one is set. */
export const ConnectionShape = Type.Object({
  name: Type.String(),
  type: Type.String(),
  class: Type.Enum(['public', 'local']),
  base_url: Type.Union([Type.String(), Type.Null()]),
  hosts: Type.Array(Type.String()),
  has_secret: Type.Boolean(),
});
export type ConnectionShape = Type.Static<typeof ConnectionShape>;

/** A connection as a tenant writes it. `class` may be given and is `public`: others are not the tenant's to make. */
export const PutConnection = Type.Object(
  {
    type: Type.String({ pattern: '^[a-z][a-z0-9_]{0,62}$' }),
    class: Type.Optional(Type.Enum(['public', 'local'])),
    /** Where it leads; a connection that only keeps a secret has none. */
    base_url: Type.Optional(Type.Union([Type.String({ maxLength: 2000 }), Type.Null()])),
    /** Further hosts that its secret may be sent to. */
    hosts: Type.Optional(Type.Array(Type.String({ maxLength: 253 }), { maxItems: 20 })),
    /** Sealed on arrival and never given back. Left out: stays as it is; null: removed. */
    secret: Type.Optional(Type.Union([Type.String({ minLength: 1, maxLength: 8192 }), Type.Null()])),
  },
  { additionalProperties: false },
);
export type PutConnection = Type.Static<typeof PutConnection>;
