-- What a council claimed for a month, as it was closed: for how many nights of which child. A child is an opaque id here, so
-- that whoever is erased stays a number. A later statement of the same month stands beside the first; none is changed.
create table claimed_month (
  council smallint not null references council,
  month date not null check (extract(day from month) = 1),
  statement int not null check (statement > 0),
  at timestamptz not null default clock_timestamp(),
  by uuid not null,
  known_on timestamptz not null,     -- as known when: the same instant gives the same nights again
  tier text not null check (tier in ('standard', 'higher')),
  cost int check (cost >= 0),        -- pounds that the month cost the council, where somebody said it
  lines jsonb not null,              -- [{child, nights, pounds}], by child
  pounds int not null check (pounds >= 0),
  primary key (council, month, statement),
  foreign key (council, by) references account
);
create trigger claimed_month_never_changes before update or delete on claimed_month for each row execute function refuse_change();
create trigger claimed_month_never_emptied before truncate on claimed_month execute function refuse_change();

-- How many children live in the area of a council: what thresholds are a share of. A later figure of a year is added.
create table child_population (
  council smallint not null references council,
  id uuid not null,
  at timestamptz not null default clock_timestamp(),
  by uuid,                           -- null where it was done on the command line
  authority text not null,           -- the code of the authority whose area is counted
  year smallint not null check (year between 2010 and 2100),
  children int not null check (children > 0),
  source text not null,
  primary key (council, id),
  foreign key (council, by) references account
);
create trigger child_population_never_changes before update or delete on child_population for each row execute function refuse_change();
create trigger child_population_never_emptied before truncate on child_population execute function refuse_change();

-- A place that a home offers to children. What it is called, where it is and whom to ring is sealed under the register's key;
-- how many places are taken is counted from the placements that name it.
create table place_offer (
  council smallint not null references council,
  id uuid not null,
  at timestamptz not null default clock_timestamp(),
  by uuid not null,
  kind text not null check (kind in ('family', 'foster', 'residential', 'supported', 'independent', 'hotel', 'other')),
  least_age smallint not null check (least_age between 0 and 25),
  most_age smallint not null check (most_age between least_age and 25),
  sex text not null check (sex in ('any', 'F', 'M')),
  languages text[] not null,
  places smallint not null check (places between 1 and 500),
  from_on date not null,
  until_on date,                     -- the day from which it is no longer offered; the one thing that is ever set
  district bytea check (length(district) = 32),
  sealed bytea not null,
  primary key (council, id),
  foreign key (council, by) references account
);
create trigger place_offer_never_emptied before truncate on place_offer execute function refuse_change();
create trigger place_offer_never_removed before delete on place_offer for each row execute function refuse_change();

do $$
declare one text;
begin
  foreach one in array array['claimed_month', 'child_population', 'place_offer'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format('create policy register_works on %I to turnstone_register using (true) with check (true)', one);
    execute format('create policy owners_functions on %I to %I using (true) with check (true)', one, current_user);
    execute format('grant select, insert on %I to turnstone_register', one);
  end loop;
end $$;
grant update (until_on) on place_offer to turnstone_register;

-- A step in a scheme lies with the immigration status: it says how and by what right the child came.
create or replace function compartment_of(kind smallint) returns smallint
language sql immutable parallel safe as $$
  select case when kind in (12, 13, 14, 15, 19, 20, 21, 22, 23, 24, 25, 30) then 3
              when kind in (1, 2, 3, 5, 28) then 1
              when kind in (6, 7) then 2
              when kind in (8, 16, 17, 26, 27, 29, 31, 38, 39, 40) then 4
              when kind = 18 then 6
              when kind in (4, 9, 41) then 7
              when kind in (10, 11, 32, 33, 34, 35, 36, 37) then 8
              else 0 end::smallint
$$;
