import Type from 'typebox';

/** RFC 9457 problem details, as every error answer has them. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.Optional(Type.String()),
  /** Stable code of the error catalogue. */
  code: Type.String(),
  errors: Type.Optional(Type.Array(Type.Object({ pointer: Type.String(), message: Type.String() }))),
});
export type Problem = Type.Static<typeof Problem>;

/** RFC 3339 instant in UTC. */
export const Instant = Type.String({ format: 'date-time' });
export const Json = Type.Unknown();

/** One page of a list; `next` is an opaque cursor, null on the last page. */
export function Page<Item extends Type.TSchema>(item: Item) {
  return Type.Object({ items: Type.Array(item), next: Type.Union([Type.String(), Type.Null()]) });
}

export const PageQuery = Type.Object({
  cursor: Type.Optional(Type.String()),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
});
export type PageQuery = Type.Static<typeof PageQuery>;
