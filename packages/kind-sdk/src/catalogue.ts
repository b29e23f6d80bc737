import type { JsonSchema } from '@omniroute/dsl';
import { QUEUES } from '@omniroute/plan';
import Type from 'typebox';

const Schema = Type.Unsafe<JsonSchema>({ 'x-schema': true });
const Name = Type.String({ minLength: 1, 'x-literal': true });

/** An activity of a tenant: what it takes, what it gives, and whether it may be repeated. */
export const CatalogueActivity = Type.Object(
  {
    name: Name,
    version: Type.Union([Type.Integer({ minimum: 0, 'x-literal': true }), Name]),
    input: Schema,
    output: Schema,
    idempotency: Type.Enum(['native', 'key', 'check', 'none'], { 'x-literal': true }),
    queue: Type.Optional(Type.Enum([...QUEUES], { 'x-literal': true })),
  },
  { additionalProperties: false },
);
export type CatalogueActivity = Type.Static<typeof CatalogueActivity>;

/** The activities of a tenant, as a file holds them. */
export const ActivityCatalogue = Type.Object(
  { activities: Type.Array(CatalogueActivity) },
  { additionalProperties: false },
);
export type ActivityCatalogue = Type.Static<typeof ActivityCatalogue>;

/** What a step says of the activity that it calls. Without a version it means the only one there is. */
export interface CalledActivity {
  readonly name: string;
  readonly version: string | number | null;
  /** Where its config names it, and where it holds the input. */
  readonly at: string;
  readonly input: string;
}
