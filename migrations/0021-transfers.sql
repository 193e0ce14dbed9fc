-- The cards of other councils: by which keys they sign, and to which one seals for them. A later row of the same
-- authority counts in place of the one before; without keys it says that the card is no longer trusted.
create table partner (
  council smallint not null references council,
  id uuid not null,
  at timestamptz not null default clock_timestamp(),
  by uuid,                           -- null where it was done on the command line
  authority text not null,           -- the code of the other council
  signing bytea,                     -- Ed25519, SPKI, DER
  sealing text,                      -- an age recipient
  primary key (council, id),
  foreign key (council, by) references account,
  check ((signing is null) = (sealing is null))
);
create index partner_latest on partner (council, authority, at);
create trigger partner_never_changes before update or delete on partner for each row execute function refuse_change();
create trigger partner_never_emptied before truncate on partner execute function refuse_change();

alter table partner enable row level security;
alter table partner force row level security;
create policy register_works on partner to turnstone_register using (true) with check (true);
do $$ begin
  execute format('create policy owners_functions on partner to %I using (true) with check (true)', current_user);
end $$;
grant select, insert on partner to turnstone_register;

-- The packages of transfers: each number once in each direction, so that of two people who act at once one is told, and a
-- package that is read a second time is known again. What was sent is sealed to the other council and not readable here.
-- What a step says stands in the child's record (an entry of kind 42), with everything else that is known of the child.
create table transfer_package (
  council smallint not null,
  child uuid not null,
  transfer uuid not null,
  way text not null check (way in ('sent', 'received')),
  number int not null check (number > 0),
  step text not null check (step in ('proposed', 'validated', 'accepted', 'arranged', 'handed-over', 'acknowledged', 'refused',
                                     'lapsed', 'news')),
  partner text not null,             -- the code of the other council
  at timestamptz not null,           -- when the step was recorded here
  by uuid,
  print bytea not null check (length(print) = 32),  -- SHA-256 of the file, or of what was received
  sealed bytea,                      -- the file, where we sent one
  primary key (council, transfer, way, number),
  foreign key (council, child) references child
);
create index transfer_package_child on transfer_package (council, child);
-- Only of a child who was erased the file goes: whoever has the other council's key could open it still.
create function transfer_package_only_emptied() returns trigger language plpgsql as $$
begin
  if new.sealed is not null or not exists (
       select 1 from erasure e where e.council = old.council and e.child = old.child) then
    raise exception 'a package is never changed' using errcode = 'restrict_violation';
  end if;
  new.sealed := old.sealed;
  if new is distinct from old then
    raise exception 'a package is never changed' using errcode = 'restrict_violation';
  end if;
  new.sealed := null;
  return new;
end $$;
revoke execute on function transfer_package_only_emptied() from public;
create trigger transfer_package_only_emptied before update on transfer_package
  for each row execute function transfer_package_only_emptied();
create trigger transfer_package_never_removed before delete on transfer_package for each row execute function refuse_change();
create trigger transfer_package_never_emptied before truncate on transfer_package execute function refuse_change();

alter table transfer_package enable row level security;
alter table transfer_package force row level security;
create policy register_works on transfer_package to turnstone_register using (true) with check (true);
do $$ begin
  execute format('create policy owners_functions on transfer_package to %I using (true) with check (true)', current_user);
end $$;
-- Packages are seen and made by those who move transfers on, of children whose chronology they reach, never through
-- broken glass: without its package no step is written.
create policy seen on transfer_package for select to turnstone_app using (
  (select (acting()).role) in ('social-worker', 'missing-coordinator', 'manager')
  and exists (select 1 from reachable r where r.council = transfer_package.council and r.child = transfer_package.child
                 and r.ordinary & bit_of(4::smallint) <> 0));
create policy written on transfer_package for insert to turnstone_app with check (
  (select (acting()).role) in ('social-worker', 'missing-coordinator', 'manager')
  and exists (select 1 from reachable r where r.council = transfer_package.council and r.child = transfer_package.child
                 and r.ordinary & bit_of(4::smallint) <> 0));
grant select, insert on transfer_package to turnstone_register, turnstone_app;

-- Who is or was in a transfer: few children, asked for on the first page and by figures.
create index entry_transfer on entry (council, child) where kind = 42;

-- Another council is a source.
alter table source drop constraint source_kind_check;
alter table source add constraint source_kind_check check (kind in ('return', 'dataset', 'list', 'form', 'transfer'));

-- A step of a transfer lies in the chronology.
create or replace function compartment_of(kind smallint) returns smallint
language sql immutable parallel safe as $$
  select case when kind in (12, 13, 14, 15, 19, 20, 21, 22, 23, 24, 25, 30) then 3
              when kind in (1, 2, 3, 5, 28) then 1
              when kind in (6, 7) then 2
              when kind in (8, 16, 17, 26, 27, 29, 31, 38, 39, 40, 42) then 4
              when kind = 18 then 6
              when kind in (4, 9, 41) then 7
              when kind in (10, 11, 32, 33, 34, 35, 36, 37) then 8
              else 0 end::smallint
$$;

-- As in migration 0005, and the packages that were sealed for other councils.
create or replace function erase_child(for_council smallint, erased uuid,
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
  update transfer_package t set sealed = null where t.council = for_council and t.child = erased and t.sealed is not null;
  get diagnostics more = row_count;
  words := words + more;
end $$;
