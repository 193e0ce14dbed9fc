-- Who pursues a child: kind 32, sealed with the pursuit compartment. What joins children is the look-up of its handle, an
-- HMAC of full length under the register's key; an entry that is ended joins nobody any more.
create or replace function compartment_of(kind smallint) returns smallint
language sql immutable parallel safe as $$
  select case when kind in (12, 13, 14, 15, 19, 20, 21, 22, 23, 24, 25, 30) then 3
              when kind in (1, 2, 3, 5, 28) then 1
              when kind in (6, 7) then 2
              when kind in (8, 16, 17, 26, 27, 29, 31) then 4
              when kind = 18 then 6
              when kind in (4, 9) then 7
              when kind in (10, 11, 32) then 8
              else 0 end::smallint
$$;

-- Every handle with everybody whom it reached: two hundred thousand of them are read in one go.
create index entry_handle on entry (council, lookup, child) include (from_on, code)
  where kind = 32 and lookup is not null and known_until is null;

-- A handle behind many children that is nobody's hunter: a solicitor's number, a hostel's address. The newest row counts.
create table shared_innocent (
  council smallint not null references council,
  node bytea not null check (length(node) = 32),
  at timestamptz not null default clock_timestamp(),
  by uuid not null,
  aside boolean not null,
  why text not null,                 -- what it is; no name of a child
  primary key (council, node, at),
  foreign key (council, by) references account
);
create trigger shared_innocent_never_changes before update or delete on shared_innocent for each row execute function refuse_change();
create trigger shared_innocent_never_emptied before truncate on shared_innocent execute function refuse_change();
alter table shared_innocent enable row level security;
alter table shared_innocent force row level security;
create policy register_works on shared_innocent to turnstone_register using (true) with check (true);
do $$ begin
  execute format('create policy owners_functions on shared_innocent to %I using (true) with check (true)', current_user);
end $$;
grant select, insert on shared_innocent to turnstone_register;
