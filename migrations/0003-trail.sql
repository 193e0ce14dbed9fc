-- The trail of every look as well as every change: several rows at once, and a register of what they are about, by
-- which people find them. The chain of bytes in `audit` is the evidence; `trace` is its index and proves nothing.

create table trace (
  council smallint not null,
  shard smallint not null,
  seq bigint not null,
  nth int not null,                 -- a row about several children has several traces
  at timestamptz not null,
  actor text not null,
  account uuid,
  action text not null,
  outcome text not null check (outcome in ('done', 'seen', 'refused', 'missed')),
  page text not null,
  session text not null,
  child uuid,
  primary key (council, shard, seq, nth)
);
create index trace_of_child on trace (council, child, at) where child is not null;
create index trace_of_account on trace (council, account, at);
create index trace_by_time on trace (council, at);
create trigger trace_never_changes before update or delete on trace for each row execute function refuse_change();
create trigger trace_never_emptied before truncate on trace execute function refuse_change();

-- A shard of its own for looks, so that reading never waits for saving, nor for people's other acts.
insert into head (council, shard, seq, at, hash) select council, 2, 0, at, '\x' from head where shard = 1;

drop function chain(smallint, smallint, bigint, timestamptz, bytea, bytea, boolean);
drop function stamp(smallint, smallint, timestamptz);

-- Locks the head and moves its time on, for one row or for several that are written together. Only a register born a
-- demonstration may be loaded through a given clock.
create function stamp(for_council smallint, in_shard smallint, given timestamptz, row_count int,
                      out seq bigint, out at timestamptz, out hash bytea)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if given is not null and (select born from register) is distinct from 'demonstration' then
    raise exception 'only a demonstration may be loaded through a given clock' using errcode = 'restrict_violation';
  end if;
  if row_count < 1 then raise exception 'a stamp is for at least one row'; end if;
  update head set seq = head.seq + row_count,
                  at = greatest(coalesce(given, clock_timestamp()), head.at + interval '1 microsecond')
   where head.council = for_council and head.shard = in_shard
   returning head.seq - row_count + 1, head.at, head.hash into seq, at, hash;
  if not found then raise exception 'no head for council % shard %', for_council, in_shard; end if;
end $$;

-- Appends the rows of the stamp that this transaction holds, each following from the one before, and moves the chain on.
create function chain(for_council smallint, in_shard smallint, first_seq bigint, new_at timestamptz,
                      bodies bytea[], hashes bytea[], traces jsonb, entries boolean)
returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  before bytea;
  n int := cardinality(bodies);
begin
  select hash into before from head
   where council = for_council and shard = in_shard and seq = first_seq + n - 1 and at = new_at;
  if not found or n = 0 or cardinality(hashes) <> n then
    raise exception 'the head of council % has moved', for_council;
  end if;
  for i in 1..n loop
    if hashes[i] <> sha256(before || bodies[i]) then raise exception 'the hash does not follow from the head'; end if;
    before := hashes[i];
  end loop;
  update head set hash = before, entries_at = case when entries then new_at else entries_at end
   where council = for_council and shard = in_shard;
  insert into audit (council, shard, seq, at, body, hash)
  select for_council, in_shard, first_seq + k - 1, new_at, bodies[k], hashes[k] from generate_series(1, n) k;
  insert into trace (council, shard, seq, nth, at, actor, account, action, outcome, page, session, child)
  select for_council, in_shard, first_seq + t.line, t.nth, new_at, t.actor, t.account, t.action, t.outcome, t.page, t.session, t.child
    from jsonb_to_recordset(traces)
      as t (line int, nth int, actor text, account uuid, action text, outcome text, page text, session text, child uuid);
end $$;

revoke execute on function stamp(smallint, smallint, timestamptz, int),
  chain(smallint, smallint, bigint, timestamptz, bytea[], bytea[], jsonb, boolean) from public;
grant execute on function stamp(smallint, smallint, timestamptz, int),
  chain(smallint, smallint, bigint, timestamptz, bytea[], bytea[], jsonb, boolean) to turnstone_app, turnstone_register;
grant select on trace to turnstone_register;
