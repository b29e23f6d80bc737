import Type from 'typebox';

/** The most characters of a whole output that one call answers. */
export const WHOLE_OUTPUT_PAGE = 262_144;

/** `key` is that of the visit. An output is read in pages of its JSON text. */
export const WholeOutputQuery = Type.Object({
  key: Type.String({ minLength: 1, maxLength: 1000 }),
  offset: Type.Optional(Type.Integer({ minimum: 0, default: 0 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: WHOLE_OUTPUT_PAGE, default: WHOLE_OUTPUT_PAGE })),
});

/** A piece of the JSON text of an output; `next` is where the following one begins, null at the end. */
export const WholeOutput = Type.Object({
  key: Type.String(),
  text: Type.String(),
  offset: Type.Integer(),
  total: Type.Integer(),
  next: Type.Union([Type.Integer(), Type.Null()]),
});
export type WholeOutput = Type.Static<typeof WholeOutput>;
