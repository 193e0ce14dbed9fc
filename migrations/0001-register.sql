-- The register. The council is the first column of every key (one Turnstone serves one council; regions, tests and
-- a later distribution over machines do not need another schema). PostgreSQL 15 or later.

create extension if not exists btree_gist;

-- ---------------------------------------------------------------------------------------------------------------
-- What this register is. Written once, never changed: a register is born a demonstration or real.
-- `mark` binds the row to the key file, so that neither can be exchanged without the other.
create table register (
  only_one boolean primary key default true check (only_one),
  id uuid not null,
  born text not null check (born in ('demonstration', 'real')),
  mark bytea not null,
  created_at timestamptz not null default clock_timestamp()
);

create table council (
  id smallint primary key check (id > 0),
  code text not null unique,
  name text not null
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'a row of % is never changed or removed', tg_table_name using errcode = 'restrict_violation';
end $$;

create trigger register_never_changes before update or delete on register for each row execute function refuse_change();
create trigger register_never_emptied before truncate on register execute function refuse_change();

-- ---------------------------------------------------------------------------------------------------------------
-- The head of a council: the clock that stamps recorded time, and the head of its audit chain. Recorded time is
-- taken from this row under its lock and so follows commit order; with a plain clock, nearly every answer "as
-- known on" an instant changed afterwards (docs/decisions/0004-recorded-time.md).
-- Shard 0 belongs to record(), shard 1 to everything else, so that reading never waits for saving.
create table head (
  council smallint not null references council,
  shard smallint not null,
  seq bigint not null,
  at timestamptz not null,
  hash bytea not null,
  entries_at timestamptz,           -- when an entry was last written or ended
  primary key (council, shard)
) with (fillfactor = 10);

create table audit (
  council smallint not null,
  shard smallint not null,
  seq bigint not null,
  at timestamptz not null,
  body bytea not null,              -- canonical bytes: actor, action, subject, count, digest. No names.
  hash bytea not null,
  primary key (council, shard, seq)
);
create trigger audit_never_changes before update or delete on audit for each row execute function refuse_change();
create trigger audit_never_emptied before truncate on audit execute function refuse_change();

-- Locks the head and moves its time on. Only a register born a demonstration may be loaded through a given clock.
create function stamp(for_council smallint, in_shard smallint, given timestamptz, out seq bigint, out at timestamptz, out hash bytea)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if given is not null and (select born from register) is distinct from 'demonstration' then
    raise exception 'only a demonstration may be loaded through a given clock' using errcode = 'restrict_violation';
  end if;
  update head set seq = head.seq + 1,
                  at = greatest(coalesce(given, clock_timestamp()), head.at + interval '1 microsecond')
   where head.council = for_council and head.shard = in_shard
   returning head.seq, head.at, head.hash into seq, at, hash;
  if not found then raise exception 'no head for council % shard %', for_council, in_shard; end if;
end $$;

-- Appends the audit row of the stamp that this transaction holds, and moves the chain on.
create function chain(for_council smallint, in_shard smallint, new_seq bigint, new_at timestamptz, new_body bytea, new_hash bytea, entries boolean)
returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update head set hash = new_hash, entries_at = case when entries then new_at else entries_at end
   where council = for_council and shard = in_shard and seq = new_seq and at = new_at
     and new_hash = sha256(hash || new_body);
  if not found then raise exception 'the head of council % has moved, or the hash does not follow from it', for_council; end if;
  insert into audit (council, shard, seq, at, body, hash) values (for_council, in_shard, new_seq, new_at, new_body, new_hash);
end $$;

-- ---------------------------------------------------------------------------------------------------------------
-- People who use the register. Workers are named in plain; children never are.
create table team (
  council smallint not null references council,
  id uuid not null,
  name text not null,
  primary key (council, id),
  unique (council, name)
);

create table account (
  council smallint not null references council,
  id uuid not null,
  name text not null,
  email text not null,
  role text not null,
  team uuid,
  password text,                    -- argon2id, null until the person has chosen one
  created_at timestamptz not null default clock_timestamp(),
  left_at timestamptz,
  primary key (council, id),
  unique (council, email),
  foreign key (council, team) references team
);

create table session (
  council smallint not null,
  token bytea not null,             -- SHA-256 of the cookie: a stolen database opens no session
  account uuid not null,
  created_at timestamptz not null default clock_timestamp(),
  seen_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  primary key (council, token),
  foreign key (council, account) references account
);
create index session_account on session (council, account) where ended_at is null;

create table invitation (
  council smallint not null references council,
  token bytea not null,             -- SHA-256 of the one-time link
  account uuid,                     -- null: makes the first administrator
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (council, token),
  foreign key (council, account) references account
);

create table sign_in_attempt (
  council smallint not null references council,
  email_print bytea not null,
  at timestamptz not null default clock_timestamp()
);
create index sign_in_attempt_recent on sign_in_attempt (council, email_print, at);

-- ---------------------------------------------------------------------------------------------------------------
create table child (
  council smallint not null references council,
  id uuid not null,
  team uuid,
  version int not null default 0,   -- moves with every save about the child
  primary key (council, id),
  foreign key (council, team) references team
);
create index child_team on child (council, team);

-- One wrapped key for each child and compartment. Deleting it shreds what it sealed.
create table record_key (
  council smallint not null,
  child uuid not null,
  compartment smallint not null,
  id uuid not null,
  wrapped bytea not null,
  primary key (council, child, compartment),
  foreign key (council, child) references child
);

-- Where entries come from: a file of an import, a form, the demonstration.
create table source (
  council smallint not null references council,
  id bigint not null,
  kind text not null check (kind in ('return', 'dataset', 'list', 'form')),
  run uuid,                         -- the import that read it
  label text not null,              -- a file's name, or the page
  primary key (council, id)
);

create table entry (
  council smallint not null,
  child uuid not null,
  id uuid not null,                 -- one version
  fact uuid not null,               -- the thing said; the same through all its versions, and what links point at
  about uuid,                       -- the fact that this one refers to (located -> its missing episode)
  kind smallint not null,
  exclusive boolean not null,       -- from the standard, so that exclusivity stays data of the standard
  code text collate "C" not null,   -- whatever is counted
  from_on date,                     -- as stated; null = from before anything else is known
  until_on date,                    -- as stated; null = open
  from_at timestamptz,              -- when the time of day is known
  until_at timestamptz,
  known_from timestamptz not null,
  known_until timestamptz,
  attributes jsonb,                 -- coded details; nothing that identifies
  sealed bytea,                     -- the rest, sealed under the child's key for the kind's compartment
  print bytea,                      -- HMAC of the sealed text: "unchanged?" without opening
  lookup bytea,                     -- HMAC of a number, for finding a child by it
  source bigint not null,
  said_by uuid,                     -- the account; null for a command or a file
  supersedes uuid,
  primary key (council, child, id),
  foreign key (council, child) references child,
  foreign key (council, source) references source,
  check (until_on >= from_on),
  check (until_at >= from_at),
  check (known_until > known_from),
  constraint entry_no_overlap exclude using gist
    (council with =, child with =, kind with =, daterange(from_on, until_on) with &&)
    where (exclusive and known_until is null)
);
create unique index entry_one_current on entry (council, child, fact) where known_until is null;
create index entry_open on entry (council, kind, child) where known_until is null and until_on is null and exclusive;
create index entry_count on entry (kind, council, child, from_on) include (until_on, code, known_from, known_until, fact)
  where kind in (1, 4, 6, 8, 9, 10, 11, 12, 13);
create index entry_lookup on entry (council, lookup) where lookup is not null and known_until is null;
-- The council's own number for a child belongs to one child.
create unique index entry_number_once on entry (council, lookup) where kind = 5 and code = 'council' and known_until is null;

-- The one permitted update sets an empty "recorded until", once.
create function entry_only_ends() returns trigger language plpgsql as $$
declare ended timestamptz := new.known_until;
begin
  if old.known_until is not null or ended is null then
    raise exception 'an entry is never edited' using errcode = 'restrict_violation';
  end if;
  -- The end, too, is recorded time: an end given by hand would change what was known in the past.
  if ended is distinct from (select at from head where head.council = old.council and head.shard = 0) then
    raise exception 'recorded time comes from the head row alone' using errcode = 'restrict_violation';
  end if;
  new.known_until := null;
  if new is distinct from old then
    raise exception 'an entry is never edited' using errcode = 'restrict_violation';
  end if;
  new.known_until := ended;
  return new;
end $$;
create trigger entry_only_ends before update on entry for each row execute function entry_only_ends();
create trigger entry_never_removed before delete on entry for each row execute function refuse_change();
create trigger entry_never_emptied before truncate on entry execute function refuse_change();

-- Recorded time comes from the head alone.
create function entry_stamped() returns trigger language plpgsql as $$
begin
  if exists (select 1 from fresh left join head on head.council = fresh.council and head.shard = 0
             where fresh.known_from is distinct from head.at) then
    raise exception 'recorded time comes from the head row alone' using errcode = 'restrict_violation';
  end if;
  return null;
end $$;
create trigger entry_stamped after insert on entry referencing new table as fresh for each statement execute function entry_stamped();

-- Why an entry was withdrawn, where nothing replaces it.
create table withdrawal (
  council smallint not null,
  child uuid not null,
  entry uuid not null,
  reason text not null check (reason in ('wrong child', 'did not happen', 'absent from the source')),
  sealed bytea,                     -- in words, under the compartment of the entry's kind
  said_by uuid,
  at timestamptz not null,
  primary key (council, child, entry),
  foreign key (council, child, entry) references entry
);
create trigger withdrawal_never_changes before update or delete on withdrawal for each row execute function refuse_change();

-- Which sources say a fact, and how each last said it: one entry with two sources.
create table said (
  council smallint not null,
  child uuid not null,
  fact uuid not null,
  source_kind text not null,
  part text not null,               -- the table of the file that says it
  print bytea not null,             -- HMAC of the row as the source wrote it
  states jsonb not null,            -- its codes and dates, to see later which source says what
  source bigint not null,
  line int not null,
  primary key (council, child, fact, source_kind, part)
);
create index said_part on said (council, source_kind, part, child);

-- ---------------------------------------------------------------------------------------------------------------
-- Imports and the worklist of rows set aside.
create table import (
  council smallint not null references council,
  id uuid not null,
  at timestamptz not null default clock_timestamp(),
  said_by uuid,
  actor text not null,              -- the operating-system user of a command, or the account's id
  latest_year int,                  -- the last return year that the files speak of
  files jsonb not null,             -- name, table, rows and counts of each file
  result jsonb not null,            -- counts and notices; no value of any row
  primary key (council, id)
);

create table aside (
  council smallint not null references council,
  id uuid not null,
  run uuid not null,
  print bytea not null,             -- HMAC of table and row: the same row is on the list once
  part text not null,
  file text not null,
  line int not null,
  at_column text not null,
  sealed bytea not null,            -- the row and what is wrong with it, under the council's worklist key
  state text not null default 'open' check (state in ('open', 'put right', 'left', 'gone')),
  decided_at timestamptz,
  decided_by uuid,
  reason text,
  primary key (council, id),
  unique (council, print),
  foreign key (council, run) references import
);
create index aside_open on aside (council, run) where state = 'open';

-- Answers to a request that was sent twice: the same key and body get the first result, another body is refused.
create table request (
  council smallint not null references council,
  actor text not null,
  action text not null,
  key text not null,
  body bytea not null,
  result jsonb not null,
  at timestamptz not null default clock_timestamp(),
  primary key (council, actor, action, key)
);

-- ---------------------------------------------------------------------------------------------------------------
-- The application connects as a role that owns nothing and is no superuser.
grant usage on schema public to turnstone_app;
grant select on register, council, head, audit to turnstone_app;
grant select, insert on child, record_key, source, entry, withdrawal, import, request, invitation, sign_in_attempt to turnstone_app;
grant select, insert, update on team, account, session, aside to turnstone_app;
grant update (used_at) on invitation to turnstone_app;
grant update (version, team) on child to turnstone_app;
grant update (known_until) on entry to turnstone_app;
grant select, insert, update, delete on said to turnstone_app;
grant delete on sign_in_attempt to turnstone_app;
revoke execute on function stamp(smallint, smallint, timestamptz), chain(smallint, smallint, bigint, timestamptz, bytea, bytea, boolean) from public;
grant execute on function stamp(smallint, smallint, timestamptz), chain(smallint, smallint, bigint, timestamptz, bytea, bytea, boolean) to turnstone_app;
