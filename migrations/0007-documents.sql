-- Photos and documents: an entry says what it is and since when; the content lies beside it, sealed under the child's
-- key for documents, and is reached by whoever reaches that compartment.
create or replace function compartment_of(kind smallint) returns smallint
language sql immutable parallel safe as $$
  select case kind when 1 then 1 when 2 then 1 when 3 then 1 when 4 then 7 when 5 then 1 when 6 then 2 when 7 then 2
                   when 8 then 4 when 9 then 7 when 10 then 8 when 11 then 8 when 12 then 3 when 13 then 3
                   when 14 then 3 when 15 then 3 when 16 then 4 when 17 then 4 when 18 then 6 else 0 end::smallint
$$;

create table attachment (
  council smallint not null,
  child uuid not null,
  id uuid not null,
  fact uuid not null,               -- the entry's fact; a correction of the words leaves the content
  type text not null check (type in ('image/jpeg', 'image/png', 'application/pdf')),
  bytes int not null check (bytes > 0),
  sealed bytea,                     -- null once the child was erased
  primary key (council, child, id),
  foreign key (council, child) references child
);
alter table attachment alter column sealed set storage external;   -- sealed bytes do not compress
create unique index attachment_of_fact on attachment (council, child, fact);
create trigger attachment_never_changes before update or delete on attachment for each row execute function refuse_change();
create trigger attachment_never_emptied before truncate on attachment execute function refuse_change();

alter table attachment enable row level security;
alter table attachment force row level security;
create policy register_works on attachment to turnstone_register using (true) with check (true);
do $$ begin
  execute format('create policy owners_functions on attachment to %I using (true) with check (true)', current_user);
end $$;
create policy seen on attachment for select to turnstone_app using (
  exists (select 1 from reachable r where r.council = attachment.council and r.child = attachment.child
             and r.mask & bit_of(6::smallint) <> 0));
create policy written on attachment for insert to turnstone_app with check (
  exists (select 1 from reachable r where r.council = attachment.council and r.child = attachment.child
             and r.ordinary & bit_of(6::smallint) <> 0));
grant select, insert on attachment to turnstone_app, turnstone_register;
