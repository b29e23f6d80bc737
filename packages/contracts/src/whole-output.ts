import Type from 'typebox';

/** The most characters of a whole output that one call answers. */
export const WHOLE_OUTPUT_PAGE = 262_144;

/** `key` is that of the visit. An output is read in pages of its JSON text. */
export const WholeOutputQuery = Type.Object({
  key: Type.String({ minLength: 1, maxLength: 1000 }),
  offset: Type.Optional(Type.Integer({ minimum: 0, default: 0 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: WHOLE_OUTPUT_PAGE, default: WHOLE_OUTPUT_PAGE })),
});

/** The same for a value that is passed by reference; its address is `@ref` of what stands for it. */
export const LargeValueQuery = Type.Pick(WholeOutputQuery, ['offset', 'limit']);
export const LargeValueParams = Type.Object({
  id: Type.String({ format: 'uuid' }),
  address: Type.String({ pattern: '^[0-9a-f]{64}$' }),
});

/** A piece of the JSON text of an output; `next` is where the following one begins, null at the end. */
export const JsonPiece = Type.Object({
  text: Type.String(),
  offset: Type.Integer(),
  total: Type.Integer(),
  next: Type.Union([Type.Integer(), Type.Null()]),
});
export type JsonPiece = Type.Static<typeof JsonPiece>;
