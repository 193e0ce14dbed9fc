-- Keys over the years: wrapping anew under another key, recovery shares, and erasing one child for good.

-- ---------------------------------------------------------------------------------------------------------------
-- The number of the key-encryption key under which new keys are wrapped. A rotation moves it on before it wraps
-- anything anew; from then on nothing may be stored under an older number, so that the old key can be dropped.
create table wrapping (
  council smallint primary key references council,
  kek int not null check (kek between 1 and 65535),
  since timestamptz not null default clock_timestamp()
);
insert into wrapping (council, kek) select id, 1 from council;

-- The number in the head of a sealed row (src/access/keys/seal.ts: one byte of algorithm, two of number).
create function kek_of(sealed bytea) returns int
language sql immutable parallel safe as $$ select get_byte(sealed, 1) * 256 + get_byte(sealed, 2) $$;

-- The lock is held until the writer commits: a rotation waits for whoever is still storing under the old number. A
-- writer who comes too late gets a serialization failure, does its transaction again and loads the new key.
create function wrapped_in_force() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform 1 from wrapping w where w.council in (select council from fresh) for share;
  if exists (select 1 from fresh join wrapping w on w.council = fresh.council where kek_of(fresh.wrapped) <> w.kek) then
    raise exception 'the keys of this register have been rotated: wrap under the number in force' using errcode = 'serialization_failure';
  end if;
  -- Whoever has a page of an erased child still open must not give that child a key again.
  if exists (select 1 from fresh join erasure e on e.council = fresh.council and e.child = fresh.child) then
    raise exception 'this child was erased' using errcode = 'restrict_violation';
  end if;
  return null;
end $$;
create trigger record_key_in_force after insert on record_key referencing new table as fresh
  for each statement execute function wrapped_in_force();
create trigger record_key_wrapped_anew after update on record_key referencing new table as fresh
  for each statement execute function wrapped_in_force();

-- ---------------------------------------------------------------------------------------------------------------
-- Recovery shares: that they were made, and when. No share. `prints` knows a typed share again (HMAC-SHA-256 under a
-- key from the key file); `sealed` is the key file, sealed under a key that two shares give, so that it helps nobody
-- who has fewer; `kept` is that key, sealed under the newest key-encryption key, so that a rotation can keep `sealed`
-- in step. Both are emptied when newer shares have been typed back.
create table recovery (
  council smallint not null references council,
  id uuid not null,
  made_at timestamptz not null default clock_timestamp(),
  typed_back_at timestamptz,
  superseded_at timestamptz,        -- by newer shares, or by a rotation
  prints bytea not null,
  sealed bytea,
  kept bytea,
  primary key (council, id)
);

-- ---------------------------------------------------------------------------------------------------------------
-- Children who were erased. Evidence, and the list by which a restored backup is shredded again: never changed.
create table erasure (
  council smallint not null,
  child uuid not null,
  at timestamptz not null,
  asked_by uuid not null,
  agreed_by uuid not null check (agreed_by <> asked_by),
  -- The end of the 75 years of the Care Planning, Placement and Case Review (England) Regulations 2010, reg. 50; UK
  -- GDPR art. 17(1), art. 16 (somebody who was never the council's child), a court.
  reason text not null check (reason in ('retention has ended', 'never in our care', 'right to erasure', 'order of a court')),
  complete_on date not null,        -- until then older backups hold the wrapped keys
  primary key (council, child),
  foreign key (council, child) references child,
  foreign key (council, asked_by) references account,
  foreign key (council, agreed_by) references account
);
create trigger erasure_never_changes before update or delete on erasure for each row execute function refuse_change();
create trigger erasure_never_emptied before truncate on erasure execute function refuse_change();

-- Two updates are permitted: an empty "recorded until" is set, once; and what is sealed, printed and looked up by is
-- emptied, all three at once and nothing else, of a child in the list of erasures. No role that connects may write
-- these columns: only erase_child() does.
create or replace function entry_only_ends() returns trigger language plpgsql as $$
declare
  ended timestamptz := new.known_until;
  emptied entry := old;
begin
  if new.sealed is null and new.print is null and new.lookup is null then
    emptied.sealed := null;
    emptied.print := null;
    emptied.lookup := null;
    if emptied is distinct from old and new is not distinct from emptied
       and exists (select 1 from erasure e where e.council = old.council and e.child = old.child) then
      return new;
    end if;
  end if;
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

create function withdrawal_only_emptied() returns trigger language plpgsql as $$
declare emptied withdrawal := old;
begin
  emptied.sealed := null;
  if old.sealed is not null and new is not distinct from emptied
     and exists (select 1 from erasure e where e.council = old.council and e.child = old.child) then
    return new;
  end if;
  raise exception 'a row of withdrawal is never changed or removed' using errcode = 'restrict_violation';
end $$;
drop trigger withdrawal_never_changes on withdrawal;
create trigger withdrawal_only_emptied before update on withdrawal for each row execute function withdrawal_only_emptied();
create trigger withdrawal_never_removed before delete on withdrawal for each row execute function refuse_change();

-- Shreds what the list of erasures names: without its keys nothing sealed opens again, and nothing is left to find
-- the child by. Dates and codes stay, so that figures of past years stay what they were.
create function erase_child(for_council smallint, erased uuid,
                            out keys int, out entries int, out words int, out sayings int)
language plpgsql security definer set search_path = public, pg_temp as $$
declare more int;
begin
  if not exists (select 1 from erasure e where e.council = for_council and e.child = erased) then
    raise exception 'this child is not in the list of erasures' using errcode = 'restrict_violation';
  end if;
  -- Nobody saves about the child meanwhile.
  perform 1 from child c where c.council = for_council and c.id = erased for update;
  delete from record_key k where k.council = for_council and k.child = erased;
  get diagnostics keys = row_count;
  update entry e set sealed = null, print = null, lookup = null
   where e.council = for_council and e.child = erased
     and (e.sealed is not null or e.print is not null or e.lookup is not null);
  get diagnostics entries = row_count;
  update withdrawal w set sealed = null where w.council = for_council and w.child = erased and w.sealed is not null;
  get diagnostics words = row_count;
  -- Why somebody broke the glass, and what two people wrote to each other, the latter under the register's own key.
  update emergency m set sealed = null where m.council = for_council and m.child = erased and m.sealed is not null;
  get diagnostics more = row_count;
  words := words + more;
  update second_person p set sealed = null where p.council = for_council and p.subject = erased and p.sealed is not null;
  get diagnostics more = row_count;
  words := words + more;
  update said s set print = '\x' where s.council = for_council and s.child = erased and s.print <> '\x';
  get diagnostics sayings = row_count;
end $$;

-- ---------------------------------------------------------------------------------------------------------------
-- The second wall, as in migration 0002: pages see nothing of these two.
do $$
declare t text;
begin
  foreach t in array array['recovery', 'erasure'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy register_works on %I to turnstone_register using (true) with check (true)', t);
    execute format('create policy owners_functions on %I to %I using (true) with check (true)', t, current_user);
  end loop;
end $$;

grant select on wrapping to turnstone_app, turnstone_register;
grant update (kek, since) on wrapping to turnstone_register;
grant update (wrapped) on record_key to turnstone_register;
grant select, insert on recovery, erasure to turnstone_register;
grant update (typed_back_at, superseded_at, sealed, kept) on recovery to turnstone_register;

revoke execute on function kek_of(bytea), wrapped_in_force(), withdrawal_only_emptied(), erase_child(smallint, uuid) from public;
grant execute on function kek_of(bytea) to turnstone_app, turnstone_register;
grant execute on function erase_child(smallint, uuid) to turnstone_register;
