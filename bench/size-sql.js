// The questionnaire once more, in plain SQL by another reading of its rules, for the benchmark of size: what both count
// must be equal. What a missing child's end means (not found, before care) is compared with the invented truth in npm test.

const known = 'known_until is null'

/** Counts measures by council. @returns seconds, and by measure the value of each council */
export async function countedBySql(many, { from, to }) {
  const text = `
    with person as (
      select council, child, (attributes ->> 'dob')::date as dob from entry where kind = 1 and ${known}),
    adult as (
      select council, child,
             case when to_char(dob, 'MM-DD') = '02-29' then make_date(extract(year from dob)::int + 18, 3, 1)
                  else (dob + interval '18 years')::date end as day from person),
    care as (
      select e.council, e.child from entry e join adult a using (council, child) where e.kind = 6 and ${known.replace('known', 'e.known')}
       group by e.council, e.child
      having bool_or(e.from_on < a.day and e.from_on <= date '${to}'
                     and least(coalesce(e.until_on, 'infinity'), a.day - 1) >= date '${from}')
         and not bool_and(e.code in ('V3', 'V4'))),
    status as (
      select council, child, bool_or(code in ('identified', 'rg-positive', 'cg-positive')) as identified,
             bool_or(code in ('suspected', 'referred')) as suspected
        from entry where kind in (10, 11) and ${known} and coalesce(from_on, '-infinity') <= date '${to}'
         and coalesce(until_on, 'infinity') >= date '${from}' group by council, child),
    alone as (
      select distinct council, child from entry where kind = 9 and code in ('uasc', 'separated') and ${known}
         and coalesce(from_on, '-infinity') <= date '${to}' and coalesce(until_on, 'infinity') >= date '${from}'),
    gone as (
      select council, child, count(*) filter (where from_on between date '${from}' and date '${to}') as begun
        from entry where kind = 12 and ${known} and from_on <= date '${to}'
         and coalesce(until_on, 'infinity') >= date '${from}' group by council, child)
    select k.code as council,
           count(*) filter (where identified)::int as "1a",
           count(*) filter (where suspected and not identified)::int as "1b",
           count(alone.child)::int as "1c",
           count(alone.child) filter (where identified or suspected)::int as "1d",
           count(gone.child) filter (where identified or suspected)::int as "2a",
           count(gone.child) filter (where alone.child is not null)::int as "2b",
           coalesce(sum(begun) filter (where identified or suspected), 0)::int as "incidents-trafficked",
           coalesce(sum(begun) filter (where alone.child is not null), 0)::int as "incidents-unaccompanied"
      from care join council k on k.id = care.council left join status using (council, child)
      left join alone using (council, child) left join gone using (council, child)
     group by k.code`
  const began = performance.now()
  const { rows } = await many.query(text)
  const seconds = (performance.now() - began) / 1000
  const counts = {}
  for (const { council, ...values } of rows)
    for (const [measure, value] of Object.entries(values))
      counts[measure] = { ...counts[measure], [council]: Number(value) }
  return { seconds, counts }
}
