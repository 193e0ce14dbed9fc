-- The publication ledger: every number that was ever given out, as it was printed. A hidden number is there as hidden, so
-- that a later answer does not open it. Nothing in it is secret: it is what readers have. It is only ever added to.
create table released_table (
  council smallint not null references council,
  id uuid not null,
  at timestamptz not null default clock_timestamp(),
  by uuid not null,
  request uuid,                      -- the request for information that it answers; null where it was published elsewhere
  source text not null,              -- where readers find it
  measure text not null,
  period_from date not null,
  period_to date not null,
  settings jsonb not null,           -- the choices that change this measure
  split_by text[] not null,
  known_on timestamptz,              -- as known when; null where it was published elsewhere
  treatment text not null check (treatment in ('exact', 'suppress', 'round', 'perturb')),
  threshold int not null default 5 check (threshold > 0),  -- counts up to this were small
  base int check ((base is null) = (treatment <> 'round')),
  primary key (council, id),
  foreign key (council, by) references account
);
create table released_cell (
  council smallint not null,
  released uuid not null,
  place int not null,
  under jsonb not null,              -- the value of each split; empty for the total
  printed int,                       -- null where it was hidden
  low int,                           -- between what it is known to lie; null where it was hidden
  high int,
  primary key (council, released, place),
  foreign key (council, released) references released_table,
  check ((printed is null) = (low is null) and (printed is null) = (high is null)),
  check (low <= high)
);
create trigger released_table_never_changes before update or delete on released_table for each row execute function refuse_change();
create trigger released_table_never_emptied before truncate on released_table execute function refuse_change();
create trigger released_cell_never_changes before update or delete on released_cell for each row execute function refuse_change();
create trigger released_cell_never_emptied before truncate on released_cell execute function refuse_change();

do $$
declare one text;
begin
  foreach one in array array['released_table', 'released_cell'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format('create policy register_works on %I to turnstone_register using (true) with check (true)', one);
    execute format('create policy owners_functions on %I to %I using (true) with check (true)', one, current_user);
    execute format('grant select, insert on %I to turnstone_register', one);
  end loop;
end $$;

-- Between the decision and a second person stands the audit, and after both of them the release.
alter table request_step drop constraint request_step_what_check;
alter table request_step add constraint request_step_what_check
  check (what in ('received', 'mapped', 'decided', 'frozen', 'protected', 'approved', 'sent back', 'released', 'closed'));
