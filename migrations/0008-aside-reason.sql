-- Why a row was left aside is somebody's own words, which may name a child: sealed like the row itself. What an earlier
-- version kept in plain goes.
alter table aside drop column reason;
alter table aside add column reason_sealed bytea;
