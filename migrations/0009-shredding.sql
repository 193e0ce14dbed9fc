-- How much was destroyed each time a child was shredded: once when it was erased, and again whenever a restored backup
-- brought something back. The certificate of an erasure is made from these rows, on any later day.
create table shredding (
  council smallint not null,
  child uuid not null,
  at timestamptz not null default clock_timestamp(),
  keys int not null,
  entries int not null,
  words int not null,
  sayings int not null,
  primary key (council, child, at),
  foreign key (council, child) references child
);
create trigger shredding_never_changes before update or delete on shredding for each row execute function refuse_change();
create trigger shredding_never_emptied before truncate on shredding execute function refuse_change();

-- The second wall, as in migration 0002: pages see nothing of it.
alter table shredding enable row level security;
alter table shredding force row level security;
create policy register_works on shredding to turnstone_register using (true) with check (true);
do $$ begin
  execute format('create policy owners_functions on shredding to %I using (true) with check (true)', current_user);
end $$;
grant select, insert on shredding to turnstone_register;
