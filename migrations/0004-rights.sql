-- Emergencies, and what needs two people.

-- A record opened in an emergency: by whom, why, until when, and what became of it.
create table emergency (
  council smallint not null references council,
  id uuid not null,
  child uuid not null,
  account uuid not null,
  reason text not null check (reason in ('missing now', 'police asking', 'medical', 'safe place', 'other')),
  sealed bytea,                     -- in words, under the child's chronology key
  at timestamptz not null default clock_timestamp(),
  until_at timestamptz not null,
  review_due date not null,
  reviewed_at timestamptz,
  reviewed_by uuid,
  review text check (review in ('justified', 'not justified')),
  primary key (council, id),
  foreign key (council, child) references child,
  foreign key (council, account) references account,
  foreign key (council, reviewed_by) references account,
  check (reviewed_by is distinct from account),
  check ((reviewed_at is null) = (review is null))
);
create index emergency_open on emergency (council, review_due) where reviewed_at is null;
create index emergency_of_account on emergency (council, account, at);

-- What one person asks and another must agree to, before it is done.
create table second_person (
  council smallint not null references council,
  id uuid not null,
  action text not null,
  subject uuid,                     -- a child, an account; null where it is about the register
  details jsonb not null,           -- what exactly is to be done: codes and ids, no name of a child
  sealed bytea,                     -- why, in words, under the register's worklist key
  asked_by uuid not null,
  asked_at timestamptz not null default clock_timestamp(),
  decided_by uuid,
  decided_at timestamptz,
  decision text check (decision in ('agreed', 'refused', 'taken back')),
  used_at timestamptz,
  primary key (council, id),
  foreign key (council, asked_by) references account,
  foreign key (council, decided_by) references account,
  check (decided_by is distinct from asked_by or decision = 'taken back'),
  check ((decided_at is null) = (decision is null))
);
create index second_person_open on second_person (council, asked_at) where decided_at is null;

do $$
declare t text;
begin
  foreach t in array array['emergency', 'second_person', 'trace'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy register_works on %I to turnstone_register using (true) with check (true)', t);
    execute format('create policy owners_functions on %I to %I using (true) with check (true)', t, current_user);
  end loop;
end $$;

grant select, insert on emergency, second_person to turnstone_register;
grant update (reviewed_at, reviewed_by, review) on emergency to turnstone_register;
grant update (decided_by, decided_at, decision, used_at) on second_person to turnstone_register;

-- A sitting in which somebody has shown again who they are, for what asks for that.
alter table session add column shown_at timestamptz;
