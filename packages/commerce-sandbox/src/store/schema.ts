/** Version of the tables, kept in the file itself; data of another version are refused. */
export const SCHEMA_VERSION = 2;

/**
 * The providers' documents with the columns they are looked up by, callbacks on their way, the two ledgers (effects and
 * money), and the scripted faults. Instants are milliseconds since 1970 UTC; a `document` is JSON as callers read it.
 */
export const SCHEMA = `
create table orders (
  seq integer primary key, id text not null unique, document text not null,
  status text generated always as (document ->> 'status') virtual
) strict;
create index orders_status on orders (status);

create table notification (
  seq integer primary key, id text not null unique, document text not null,
  recipient text generated always as (document ->> 'to') virtual,
  channel text generated always as (document ->> 'channel') virtual
) strict;
create index notification_recipient on notification (recipient);

create table stock (
  sku text primary key, on_hand integer not null check (on_hand >= 0), reserved integer not null, document text not null,
  check (reserved between 0 and on_hand)
) strict, without rowid;
create table reservation (id text primary key, document text not null) strict;

create table payment (
  seq integer primary key, id text not null unique, tenant text not null, charge_key text not null,
  document text not null, dues text not null,
  due_at integer generated always as (dues ->> '$[0].at') virtual,
  status text generated always as (document ->> 'status') virtual,
  reference text generated always as (document ->> 'reference') virtual
) strict;
create index payment_reference on payment (reference);
create index payment_due on payment (due_at) where due_at is not null;
create table refund (id text primary key, document text not null) strict;

create table callback (
  seq integer primary key, id text not null unique, payment text not null, reference text, url text not null,
  event text not null, body text not null, fault text, forged integer not null, hurried integer not null,
  status text not null check (status in ('pending', 'delivered', 'given_up', 'dropped')),
  attempts integer not null, last_status integer, last_error text, next_at integer, created_at integer not null
) strict;
create index callback_due on callback (next_at) where next_at is not null;
create index callback_payment on callback (payment);

create table supplier (id text primary key, document text not null) strict, without rowid;
create table purchase_order (seq integer primary key, id text not null unique, document text not null) strict;
create table release (
  seq integer primary key, id text not null unique, tenant text not null, document text not null
) strict;

create table posting (
  seq integer primary key, entry text not null,
  cause text not null check (cause in ('charge', 'settlement', 'refund')), payment text not null,
  tenant text not null, account text not null, currency text not null,
  amount integer not null check (amount <> 0), at integer not null
) strict;
create index posting_payment on posting (payment);
create index posting_tenant on posting (tenant, currency, account);

create table received (
  idempotency_key text not null, attempt integer not null, payload_hash text not null,
  outcome text not null check (outcome in ('effect', 'replayed', 'conflict', 'refused', 'faulted')), at integer not null,
  primary key (idempotency_key, attempt)
) strict, without rowid;

create table effect (
  seq integer primary key, id text not null unique, idempotency_key text not null, attempt integer not null,
  payload_hash text not null, kind text not null, resource text not null, at integer not null
) strict;
create index effect_key on effect (idempotency_key);

create table answer (
  idempotency_key text primary key, payload_hash text not null, status integer not null, body text not null
) strict, without rowid;

create table fault_rule (seq integer primary key, id text not null unique, rule text not null) strict;
create table fault_turn (
  rule text not null, subject text not null, turn integer not null, primary key (rule, subject)
) strict, without rowid;
`;

const WRITTEN_ONCE = ['received', 'effect', 'answer', 'posting'];

/** What has happened is never changed or removed. */
export const WRITTEN_ONCE_TRIGGERS = WRITTEN_ONCE.flatMap((table) =>
  ['update', 'delete'].map(
    (act) =>
      `create trigger ${table}_no_${act} before ${act} on ${table} begin select raise(abort, '${table} is written once'); end;`,
  ),
).join('\n');
