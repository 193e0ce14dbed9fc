-- The missing desk: what is written down about an episode, the clocks of a council, and the wall.

-- The compartment of each kind of entry, as the standard has it (src/standard/kinds.ts; a test compares the two).
create or replace function compartment_of(kind smallint) returns smallint
language sql immutable parallel safe as $$
  select case when kind in (12, 13, 14, 15, 19, 20, 21, 22, 23, 24, 25, 30) then 3
              when kind in (1, 2, 3, 5, 28) then 1
              when kind in (6, 7) then 2
              when kind in (8, 16, 17, 26, 27, 29, 31) then 4
              when kind = 18 then 6
              when kind in (4, 9) then 7
              when kind in (10, 11) then 8
              else 0 end::smallint
$$;

-- What the desk reads of the children on it, and who is on it, without going through every entry.
create index entry_desk on entry (council, kind, child) include (code, from_on, from_at, until_on, until_at, fact, about)
  where known_until is null and kind in (12, 13, 14, 24, 25);

-- The content of an attachment is reached by whoever reaches its entry: a photo for the grab sheet lies with the
-- chronology, which whoever is on duty reaches while the child is missing, a document with the documents.
drop policy seen on attachment;
drop policy written on attachment;
create policy seen on attachment for select to turnstone_app using (
  exists (select 1 from entry e join reachable r on r.council = e.council and r.child = e.child
           where e.council = attachment.council and e.child = attachment.child and e.fact = attachment.fact
             and r.mask & bit_of(compartment_of(e.kind)) <> 0));
create policy written on attachment for insert to turnstone_app with check (
  exists (select 1 from entry e join reachable r on r.council = e.council and r.child = e.child
           where e.council = attachment.council and e.child = attachment.child and e.fact = attachment.fact
             and r.ordinary & bit_of(compartment_of(e.kind)) <> 0));

-- What a council has set for a clock, newest last: never changed, so that it stays known what ran when.
create table clock_setting (
  council smallint not null references council,
  clock text not null,
  set_at timestamptz not null default clock_timestamp(),
  set_by uuid not null,
  is_on boolean not null,
  seconds int check (seconds >= 0),    -- null: the length of the standard
  reason text not null,                -- why, or by which local protocol; no name of a child
  primary key (council, clock, set_at),
  foreign key (council, set_by) references account
);
create trigger clock_setting_never_changes before update or delete on clock_setting for each row execute function refuse_change();
create trigger clock_setting_never_emptied before truncate on clock_setting execute function refuse_change();

-- Screens on a wall: a key of their own that opens the wall and nothing else.
create table wall (
  council smallint not null references council,
  id uuid not null,
  name text not null,                  -- where the screen hangs
  token bytea not null,                -- SHA-256 of the key
  made_at timestamptz not null default clock_timestamp(),
  made_by uuid not null,
  ended_at timestamptz,
  seen_at timestamptz,
  primary key (council, id),
  unique (council, token),
  foreign key (council, made_by) references account
);

-- The second wall, as in migration 0002: pages see nothing of these two.
do $$
declare t text;
begin
  foreach t in array array['clock_setting', 'wall'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy register_works on %I to turnstone_register using (true) with check (true)', t);
    execute format('create policy owners_functions on %I to %I using (true) with check (true)', t, current_user);
  end loop;
end $$;
grant select, insert on clock_setting, wall to turnstone_register;
grant update (ended_at, seen_at) on wall to turnstone_register;
