-- A notice before a clock runs out, or when one has: who works with the child hears of it once.
alter table notice drop constraint notice_what_check;
alter table notice add constraint notice_what_check
  check (what in ('missing', 'back', 'unanswered', 'police-late', 'interview-soon'));
