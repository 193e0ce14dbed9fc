-- What is counted of a council's children, laid out in columns (src/lives/columns.ts): a copy of what stands in `entry`
-- in plain, codes and days, kept so that a question asked after a start need not read every entry again. Nothing rests
-- on it: it says as of when it was made, is made anew where an entry was written or ended since, and may be emptied.
create table counted_columns (
  council smallint primary key references council,
  form int not null,                -- how the bytes are laid out; another form is not read
  entries_at timestamptz not null,  -- the last entry in it
  body bytea not null
);
-- Numbers in fixed widths: to compress them costs more than to read them.
alter table counted_columns alter column body set storage external;

alter table counted_columns enable row level security;
alter table counted_columns force row level security;
create policy register_works on counted_columns to turnstone_register using (true) with check (true);
do $$ begin
  execute format('create policy owners_functions on counted_columns to %I using (true) with check (true)', current_user);
end $$;
grant select, insert, update on counted_columns to turnstone_register;
