-- What somebody has typed and not sent: one draft a person and page, sealed under the register's key, gone when the form is
-- saved or after a day. No page reads another person's.
create table draft (
  council smallint not null references council,
  account uuid not null,
  page text not null,                  -- the address of the form: ids, no name
  sealed bytea not null,
  saved_at timestamptz not null default clock_timestamp(),
  primary key (council, account, page),
  foreign key (council, account) references account
);
alter table draft enable row level security;
alter table draft force row level security;
create policy register_works on draft to turnstone_register using (true) with check (true);
do $$ begin
  execute format('create policy owners_functions on draft to %I using (true) with check (true)', current_user);
end $$;
grant select, insert, delete on draft to turnstone_register;
grant update (sealed, saved_at) on draft to turnstone_register;
