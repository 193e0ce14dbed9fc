-- Notices: who is to be told of what, by mail or by a signed call to another system. A notice follows from an entry that
-- is committed, once a person and occasion: the key is what keeps it from being made or sent twice.
create table notice (
  council smallint not null references council,
  what text not null check (what in ('missing', 'back', 'unanswered')),
  fact uuid not null,                  -- the spell it is about; no child, so that the table says nothing about anybody
  channel text not null check (channel in ('mail', 'hook')),
  account uuid not null,               -- to whom; nobody (all noughts) for a call to another system
  made_at timestamptz not null default clock_timestamp(),
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent')),
  attempts int not null default 0,
  next_at timestamptz not null default clock_timestamp(),
  claimed_at timestamptz,
  sent_at timestamptz,
  problem text,                        -- why the last try failed, as the other side said it
  primary key (council, what, fact, channel, account)
);
create index notice_waiting on notice (council, next_at) where state <> 'sent';

alter table notice enable row level security;
alter table notice force row level security;
create policy register_works on notice to turnstone_register using (true) with check (true);
do $$ begin
  execute format('create policy owners_functions on notice to %I using (true) with check (true)', current_user);
end $$;
grant select, insert on notice to turnstone_register;
grant update (state, attempts, next_at, claimed_at, sent_at, problem) on notice to turnstone_register;
