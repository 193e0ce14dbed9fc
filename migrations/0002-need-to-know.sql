-- Need to know. The rule of src/access/need-to-know stands here a second time, so that the database alone holds it
-- when the application's own check is missing; a property test compares the two
-- (src/access/need-to-know/second-wall.test.ts).
--
-- Two roles connect. turnstone_register does the register's own work (imports, figures, clocks, sign-in, the
-- command line of the folder's owner) and sees every child. turnstone_app shows pages to a person: it sees nothing
-- until act_as() has named a living session, and then what that person may see, until the transaction ends.

alter table child
  add column sensitivity text not null default 'normal' check (sensitivity in ('normal', 'restricted')),
  -- Missing or away now: infinity. Found: for 72 hours more, the time of the return interview. Kept by a trigger.
  add column desk_until timestamptz;

-- How accounts stand to a child, now and before. What a role alone gives (a team, a desk) is not written down here.
create table standing (
  council smallint not null,
  child uuid not null,
  account uuid not null,
  relation text not null check (relation in ('allocated', 'co-worker', 'named', 'broken glass')),
  from_at timestamptz not null default clock_timestamp(),
  until_at timestamptz,
  given_by uuid,                    -- null: a command, or the register itself
  primary key (council, child, account, relation, from_at),
  foreign key (council, child) references child,
  foreign key (council, account) references account,
  check (until_at >= from_at)
);
create index standing_of_account on standing (council, account, relation);

-- Which compartments a role reaches through a relation, as bits: compartment n is bit n - 1.
create table reach (
  role text not null,
  relation text not null,
  mask int not null,
  primary key (role, relation)
);
insert into reach (role, relation, mask) values
  ('social-worker', 'allocated', 255), ('social-worker', 'co-worker', 255), ('social-worker', 'team', 255),
  ('social-worker', 'named', 255),
  ('manager', 'supervising', 255), ('manager', 'allocated', 255), ('manager', 'co-worker', 255),
  ('manager', 'named', 255), ('manager', 'broken glass', 223),
  ('missing-coordinator', 'co-ordinating', 223), ('missing-coordinator', 'allocated', 223),
  ('missing-coordinator', 'co-worker', 223), ('missing-coordinator', 'named', 223),
  ('duty', 'on duty', 5), ('duty', 'on the desk', 223), ('duty', 'allocated', 223), ('duty', 'co-worker', 223),
  ('duty', 'named', 223), ('duty', 'broken glass', 223);

-- ---------------------------------------------------------------------------------------------------------------
-- Who is acting. The setting carries a print made with a secret that only functions of the owner can read, and is
-- good for one transaction of one connection: a statement slipped into a query cannot make one for somebody else.
create table context_secret (only_one boolean primary key default true check (only_one), secret bytea not null);
insert into context_secret (secret) values (
  sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));

create type acting_person as (council smallint, account uuid, role text, team uuid);

create function context_print(payload text) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select encode(sha256(secret || sha256(secret || convert_to(
           payload || '|' || pg_backend_pid() || '|' || extract(epoch from transaction_timestamp()), 'UTF8'))), 'hex')
    from context_secret
$$;

-- Acts for the person of a living session until the transaction ends. An unknown token acts for nobody.
create function act_as(session_token bytea, idle_minutes int, hours int) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare payload text;
begin
  select concat_ws('|', a.council, a.id, a.role, coalesce(a.team::text, '-')) into payload
    from session s join account a on a.council = s.council and a.id = s.account
   where s.token = session_token and s.ended_at is null and a.left_at is null
     and s.seen_at > clock_timestamp() - make_interval(mins => idle_minutes)
     and s.created_at > clock_timestamp() - make_interval(hours => hours);
  perform set_config('turnstone.acting', coalesce(payload || '|' || context_print(payload), ''), true);
end $$;

-- Nobody, where nothing was set or what was set is not ours.
create function acting() returns acting_person
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  parts text[] := string_to_array(current_setting('turnstone.acting', true), '|');
  nobody acting_person;
begin
  if coalesce(array_length(parts, 1), 0) <> 5 then return nobody; end if;
  if parts[5] <> context_print(array_to_string(parts[1:4], '|')) then return nobody; end if;
  return row(parts[1]::smallint, parts[2]::uuid, parts[3], nullif(parts[4], '-')::uuid)::acting_person;
end $$;

-- What the acting person's role reaches through a relation.
create function reach_by(through text) returns int
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce((select mask from reach where role = (acting()).role and relation = through), 0)
$$;

-- The children to whom the acting person stands so, now.
create function standing_as(as_relation text) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  with me as materialized (select (acting()).*)
  select s.child from me join standing s on s.council = me.council and s.account = me.account
   where s.relation = as_relation and s.from_at <= clock_timestamp()
     and (s.until_at is null or s.until_at > clock_timestamp())
$$;

-- The rule, once: what the acting person reaches of each child. `ordinary` leaves broken glass out: through it
-- somebody reads, and adds notes, and changes nothing.
create view reachable with (security_barrier = false) as
select council, child, version, ordinary, ordinary | glass as mask from (
  select c.council, c.id as child, c.version,
    case when c.sensitivity = 'normal' then
        case when c.team = (select (acting()).team) then (select reach_by('team')) else 0 end
      | case when c.team is null or (select (acting()).team) is null or c.team = (select (acting()).team)
             then (select reach_by('supervising')) else 0 end
      | (select reach_by('co-ordinating'))
      | (select reach_by('on duty'))
      | case when c.desk_until > clock_timestamp() then (select reach_by('on the desk')) else 0 end
      | case when c.id in (select standing_as('allocated')) then (select reach_by('allocated')) else 0 end
      | case when c.id in (select standing_as('co-worker')) then (select reach_by('co-worker')) else 0 end
    else 0 end
    | case when c.id in (select standing_as('named')) then (select reach_by('named')) else 0 end as ordinary,
    case when c.id in (select standing_as('broken glass')) then (select reach_by('broken glass')) else 0 end as glass
  from child c
  where c.council = (select (acting()).council)) as seen
where ordinary | glass <> 0;

-- The compartment of a kind of entry, as the standard has it (src/standard/kinds.ts; a test compares the two).
create function compartment_of(kind smallint) returns smallint
language sql immutable parallel safe as $$
  select case kind when 1 then 1 when 2 then 1 when 3 then 1 when 4 then 7 when 5 then 1 when 6 then 2 when 7 then 2
                   when 8 then 4 when 9 then 7 when 10 then 8 when 11 then 8 when 12 then 3 when 13 then 3
                   when 14 then 3 when 15 then 3 when 16 then 4 when 17 then 4 else 0 end::smallint
$$;

create function bit_of(compartment smallint) returns int
language sql immutable parallel safe as $$ select case when compartment between 1 and 31 then 1 << (compartment - 1) else 0 end $$;

-- ---------------------------------------------------------------------------------------------------------------
-- A record is begun by somebody who may; whoever begins it works with the child until somebody says otherwise.
create function begin_child(new_child uuid, new_team uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare who acting_person := acting();
begin
  if who.role is null or who.role not in ('social-worker', 'duty', 'missing-coordinator', 'manager') then
    raise exception 'nobody who may begin a record is acting' using errcode = 'insufficient_privilege';
  end if;
  insert into child (council, id, team) values (who.council, new_child, new_team);
  insert into standing (council, child, account, relation, given_by)
  values (who.council, new_child, who.account, 'co-worker', who.account);
end $$;

-- Whether a child is missing, kept beside the child so that a rule of access never has to read entries. Whoever was
-- found stays on the desk for the 72 hours of the return interview (statutory guidance 2014).
create function keep_desk() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update child c set desk_until = case when now_missing then 'infinity' else clock_timestamp() + interval '72 hours' end
    from (select f.council, f.child, exists (
            select 1 from entry e where e.council = f.council and e.child = f.child and e.kind = 12
               and e.known_until is null and e.until_on is null and e.exclusive) as now_missing
            from (select distinct council, child from touched where kind = 12) f) as seen
   where c.council = seen.council and c.id = seen.child and (c.desk_until is not distinct from 'infinity') <> now_missing;
  return null;
end $$;
create trigger entry_keeps_desk after insert on entry referencing new table as touched for each statement execute function keep_desk();
create trigger entry_end_keeps_desk after update on entry referencing new table as touched for each statement execute function keep_desk();
update child c set desk_until = 'infinity' where exists (
  select 1 from entry e where e.council = c.council and e.child = c.id and e.kind = 12 and e.known_until is null
     and e.until_on is null and e.exclusive);

-- ---------------------------------------------------------------------------------------------------------------
-- The policies. FORCE, so that the owner of a table is bound too. TRUNCATE and REFERENCES are granted to nobody.
do $$
declare t text;
begin
  foreach t in array array['child', 'entry', 'record_key', 'withdrawal', 'said', 'standing', 'aside', 'import'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy register_works on %I to turnstone_register using (true) with check (true)', t);
    -- Functions of the owner (begin_child, keep_desk, the view reachable) work for every child. Nobody connects as owner.
    execute format('create policy owners_functions on %I to %I using (true) with check (true)', t, current_user);
  end loop;
end $$;

create policy seen on child for select to turnstone_app using (
  exists (select 1 from reachable r where r.council = child.council and r.child = child.id));
create policy moved on child for update to turnstone_app using (
  exists (select 1 from reachable r where r.council = child.council and r.child = child.id));

create policy seen on entry for select to turnstone_app using (
  exists (select 1 from reachable r where r.council = entry.council and r.child = entry.child
             and r.mask & bit_of(compartment_of(entry.kind)) <> 0));
create policy written on entry for insert to turnstone_app with check (
  exists (select 1 from reachable r where r.council = entry.council and r.child = entry.child
             and case when entry.kind = 16 then r.mask else r.ordinary end & bit_of(compartment_of(entry.kind)) <> 0));
create policy ended on entry for update to turnstone_app using (
  exists (select 1 from reachable r where r.council = entry.council and r.child = entry.child
             and r.ordinary & bit_of(compartment_of(entry.kind)) <> 0));

create policy seen on record_key for select to turnstone_app using (
  exists (select 1 from reachable r where r.council = record_key.council and r.child = record_key.child
             and r.mask & bit_of(record_key.compartment) <> 0));
create policy written on record_key for insert to turnstone_app with check (
  exists (select 1 from reachable r where r.council = record_key.council and r.child = record_key.child
             and case when record_key.compartment = 4 then r.mask else r.ordinary end & bit_of(record_key.compartment) <> 0));

-- What hangs on an entry is seen by whoever sees the entry, and written by whoever may end it.
create policy seen on withdrawal for select to turnstone_app using (
  exists (select 1 from entry e where e.council = withdrawal.council and e.child = withdrawal.child and e.id = withdrawal.entry));
create policy written on withdrawal for insert to turnstone_app with check (
  exists (select 1 from entry e join reachable r on r.council = e.council and r.child = e.child
           where e.council = withdrawal.council and e.child = withdrawal.child and e.id = withdrawal.entry
             and r.ordinary & bit_of(compartment_of(e.kind)) <> 0));
create policy seen on said for select to turnstone_app using (
  exists (select 1 from entry e where e.council = said.council and e.child = said.child and e.fact = said.fact));
create policy written on said for all to turnstone_app using (
  exists (select 1 from entry e join reachable r on r.council = e.council and r.child = e.child
           where e.council = said.council and e.child = said.child and e.fact = said.fact
             and r.ordinary & bit_of(compartment_of(e.kind)) <> 0));

-- How people stand to the children that the reader sees; and one's own standing.
create policy seen on standing for select to turnstone_app using (
  council = (select (acting()).council)
  and (account = (select (acting()).account)
       or exists (select 1 from reachable r where r.council = standing.council and r.child = standing.child)));

-- Files and rows set aside are the data officer's; managers see that they were read.
create policy seen on aside for select to turnstone_app using (
  council = (select (acting()).council) and (select (acting()).role) in ('data-officer', 'manager'));
create policy seen on import for select to turnstone_app using (
  council = (select (acting()).council) and (select (acting()).role) in ('data-officer', 'manager'));

-- ---------------------------------------------------------------------------------------------------------------
-- Pages may do no more than pages do; everything else is the register's own.
revoke all on all tables in schema public from turnstone_app;
grant select on register, council, head, team, child, record_key, source, entry, withdrawal, said, standing, import, aside,
  reach, reachable to turnstone_app;
grant select (council, id, name, role, team, left_at) on account to turnstone_app;
grant select, insert on request to turnstone_app;
grant insert on record_key, source, entry, withdrawal to turnstone_app;
grant update (version) on child to turnstone_app;
grant update (known_until) on entry to turnstone_app;
grant insert, update, delete on said to turnstone_app;

grant usage on schema public to turnstone_register;
grant select on register, council, head, audit, reach to turnstone_register;
grant select, insert on child, record_key, source, entry, withdrawal, import, request, invitation, sign_in_attempt to turnstone_register;
grant select, insert, update on team, account, session, aside, standing to turnstone_register;
grant update (used_at) on invitation to turnstone_register;
grant update (version, team, sensitivity) on child to turnstone_register;
grant update (known_until) on entry to turnstone_register;
grant select, insert, update, delete on said to turnstone_register;
grant delete on sign_in_attempt to turnstone_register;

revoke execute on all functions in schema public from public;
grant execute on function stamp(smallint, smallint, timestamptz), chain(smallint, smallint, bigint, timestamptz, bytea, bytea, boolean)
  to turnstone_app, turnstone_register;
grant execute on function act_as(bytea, int, int), acting(), reach_by(text), standing_as(text), compartment_of(smallint),
  bit_of(smallint), begin_child(uuid, uuid) to turnstone_app;
grant execute on function compartment_of(smallint), bit_of(smallint) to turnstone_register;
