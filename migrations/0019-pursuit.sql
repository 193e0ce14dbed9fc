-- What pursues a child and what was told of it are sealed together. A guardian and the plan for the first days lie with the
-- chronology: whoever is on duty reaches them while the child is missing, and not before.
create or replace function compartment_of(kind smallint) returns smallint
language sql immutable parallel safe as $$
  select case when kind in (12, 13, 14, 15, 19, 20, 21, 22, 23, 24, 25, 30) then 3
              when kind in (1, 2, 3, 5, 28) then 1
              when kind in (6, 7) then 2
              when kind in (8, 16, 17, 26, 27, 29, 31, 38, 39, 40) then 4
              when kind = 18 then 6
              when kind in (4, 9) then 7
              when kind in (10, 11, 32, 33, 34, 35, 36, 37) then 8
              else 0 end::smallint
$$;

-- Whoever is to look after a child in the first days of a placement is reminded, and then those above.
alter table notice drop constraint notice_what_check;
alter table notice add constraint notice_what_check
  check (what in ('missing', 'back', 'unanswered', 'police-late', 'interview-soon', 'linked', 'check-in', 'check-in-late'));
