import Type from 'typebox';
import { Instant, Json, PageQuery } from './common.ts';

export const ServiceStatus = Type.Enum(['draft', 'published', 'deprecated', 'archived']);

export const ServiceSummary = Type.Object({
  id: Type.String(),
  name: Type.String(),
  description: Type.String(),
  category: Type.String(),
  status: ServiceStatus,
  active_version: Type.Union([Type.Integer(), Type.Null()]),
  updated_at: Instant,
  /** The run that was started last; null while there is none. */
  last_run: Type.Union([Type.Object({ id: Type.String(), status: Type.String(), started_at: Instant }), Type.Null()]),
});
export type ServiceSummary = Type.Static<typeof ServiceSummary>;

/** Which services, and in what order; `search` is part of a name or an id. */
export const ServicesQuery = Type.Object({
  ...PageQuery.properties,
  search: Type.Optional(Type.String({ maxLength: 100 })),
  status: Type.Optional(ServiceStatus),
  sort: Type.Optional(Type.Enum(['id', 'name', 'changed'])),
});
export type ServicesQuery = Type.Static<typeof ServicesQuery>;

export const CreateService = Type.Object({ service: Json }, { additionalProperties: false });

/** A finding of the compiler, as the API prints it. */
export const DiagnosticShape = Type.Object(
  {
    code: Type.String(),
    severity: Type.Enum(['error', 'warning', 'hint']),
    message: Type.String(),
    pointer: Type.String(),
    node_id: Type.Optional(Type.String()),
    edge_id: Type.Optional(Type.String()),
  },
  { additionalProperties: true },
);

const Unbounded = Type.Object({ node: Type.Union([Type.String(), Type.Null()]), because: Type.String() });

/** At least and at most; `most` is null where nothing bounds it, and `unbounded` says what does not. */
const Range = Type.Object({
  least: Type.Number(),
  most: Type.Union([Type.Number(), Type.Null()]),
  unbounded: Type.Optional(Unbounded),
});

/** What one run takes: history events and bytes, time, calls of effects and attempts at them. */
export const EstimateShape = Type.Object({
  events: Range,
  bytes: Type.Object({ ...Range.properties, usual: Type.Union([Type.Number(), Type.Null()]) }),
  duration: Type.Object({
    least: Type.String(),
    most: Type.Union([Type.String(), Type.Null()]),
    unbounded: Type.Optional(Unbounded),
  }),
  calls: Range,
  attempts: Range,
  providers: Type.Record(Type.String(), Range),
  cost: Type.Optional(Type.Object({ ...Range.properties, currency: Type.String() })),
});

export const CheckResult = Type.Object({
  ok: Type.Boolean(),
  diagnostics: Type.Array(DiagnosticShape),
  /** Of a sound service. */
  estimate: Type.Optional(EstimateShape),
});
export type CheckResult = Type.Static<typeof CheckResult>;

export const ServiceVersion = Type.Object({
  version: Type.Integer(),
  /** What people call it; empty where nobody gave it a name. */
  name: Type.String(),
  notes: Type.String(),
  plan_hash: Type.String(),
  service_hash: Type.String(),
  published_at: Instant,
  published_by: Type.String(),
  active: Type.Boolean(),
  /** Of the live version: who made it live, and when; null where that was not kept. */
  activated_at: Type.Union([Instant, Type.Null()]),
  activated_by: Type.Union([Type.String(), Type.Null()]),
});
export type ServiceVersion = Type.Static<typeof ServiceVersion>;

const Base64 = Type.String({ pattern: '^[A-Za-z0-9+/]*={0,2}$' });

/** A page brings what it changed in a draft and says what it knows; bytes are Yjs updates and state vectors in base64. */
export const MergeDraft = Type.Object(
  { document: Type.Optional(Type.String()), state_vector: Base64, update: Type.Optional(Base64) },
  { additionalProperties: false },
);
export type MergeDraft = Type.Static<typeof MergeDraft>;

/** What the page lacks, and what the server knows now. `document` changes when the draft becomes another document. */
export const DraftMerged = Type.Object({
  document: Type.String(),
  update: Base64,
  state_vector: Base64,
  revision: Type.Integer(),
});
export type DraftMerged = Type.Static<typeof DraftMerged>;

/** The live version that was looked at when this was decided, null for none; another one is `version.moved`. */
const LiveVersion = Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]);

/** Publish: the draft as it stands, or the document given. */
export const PublishVersion = Type.Object(
  {
    name: Type.Optional(Type.String({ maxLength: 100 })),
    notes: Type.Optional(Type.String({ maxLength: 2000 })),
    service: Type.Optional(Json),
    live_version: Type.Optional(LiveVersion),
  },
  { additionalProperties: false },
);

/** What publishing made. `is_new` is false where just this is live already; then nothing was made. */
export const PublishedVersion = Type.Object({
  ...ServiceVersion.properties,
  is_new: Type.Boolean(),
  diagnostics: Type.Array(DiagnosticShape),
  /** What one run of it takes, as checking says it. */
  estimate: Type.Optional(EstimateShape),
});
export type PublishedVersion = Type.Static<typeof PublishedVersion>;

/** A version by its number, or the draft. */
export const VersionRef = Type.String({ pattern: '^(draft|[1-9][0-9]{0,8})$' });
export type VersionRef = Type.Static<typeof VersionRef>;

/** What makes one state of a service of another, as operations. */
export const VersionsCompared = Type.Object({ from: VersionRef, to: VersionRef, operations: Type.Array(Json) });
export type VersionsCompared = Type.Static<typeof VersionsCompared>;

/** Deprecate, archive, or make another version live. */
export const ChangeService = Type.Object(
  {
    status: Type.Optional(Type.Enum(['deprecated', 'archived'])),
    active_version: Type.Optional(Type.Integer({ minimum: 1 })),
    live_version: Type.Optional(LiveVersion),
  },
  { additionalProperties: false },
);

/** What the canvas needs of a kind; made from its definition. */
export const KindShape = Type.Object({
  type: Type.String(),
  version: Type.Integer(),
  title: Type.String(),
  category: Type.String(),
  icon: Type.String(),
  role: Type.String(),
  help: Type.String(),
  config: Json,
  defaults: Json,
  runnable: Type.Boolean(),
});
