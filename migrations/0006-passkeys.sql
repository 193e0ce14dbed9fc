-- Passkeys beside passwords (W3C Web Authentication level 2). Nothing here opens anything: a passkey's secret never
-- leaves the person's device, the database holds what checks it.

create table passkey (
  council smallint not null references council,
  id bytea not null check (octet_length(id) between 16 and 1023), -- the credential id, as the device chose it
  account uuid not null,
  public_key bytea not null,
  counter bigint not null default 0 check (counter >= 0), -- of uses, where the device counts; it never goes back
  transports text[] not null,
  name text not null,               -- in the person's own words
  created_at timestamptz not null default clock_timestamp(),
  last_used_at timestamptz,
  primary key (council, id),
  foreign key (council, account) references account
);
create index passkey_account on passkey (council, account);

-- What a device is asked to sign. Removed by its first answer; good for five minutes; bound to the session that asked,
-- or to nobody where somebody signs in.
create table passkey_challenge (
  council smallint not null references council,
  id uuid not null,                 -- stands in the form
  challenge bytea not null,
  purpose text not null check (purpose in ('add', 'sign in', 'show again')),
  session bytea,
  at timestamptz not null default clock_timestamp(),
  primary key (council, id),
  foreign key (council, session) references session,
  check ((purpose = 'sign in') = (session is null))
);
create index passkey_challenge_by_time on passkey_challenge (council, at);

-- Pages see neither: the register signs people in.
grant select, insert, delete on passkey, passkey_challenge to turnstone_register;
grant update (counter, name, last_used_at) on passkey to turnstone_register;
