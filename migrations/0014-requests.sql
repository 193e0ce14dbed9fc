-- Requests for information: what was asked, how it was read, what was decided, the frozen answer, who agreed. Steps are
-- only ever added; a request is what its steps say. What is in them is sealed under the register's key: a request names
-- whoever asked, and an answer holds exact numbers.
create table request_step (
  council smallint not null references council,
  request uuid not null,
  step int not null check (step > 0),  -- one after another: of two people who decide at once, one is told
  what text not null check (what in ('received', 'mapped', 'decided', 'frozen', 'approved', 'sent back', 'closed')),
  at timestamptz not null default clock_timestamp(),
  by uuid not null,
  sealed bytea not null,
  primary key (council, request, step),
  foreign key (council, by) references account
);
create trigger request_step_never_changes before update or delete on request_step for each row execute function refuse_change();
create trigger request_step_never_emptied before truncate on request_step execute function refuse_change();

alter table request_step enable row level security;
alter table request_step force row level security;
create policy register_works on request_step to turnstone_register using (true) with check (true);
do $$ begin
  execute format('create policy owners_functions on request_step to %I using (true) with check (true)', current_user);
end $$;
grant select, insert on request_step to turnstone_register;
