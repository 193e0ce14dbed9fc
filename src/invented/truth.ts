import type { Day } from './day.ts'
import { truth, type Known } from './known.ts'
import type { Life } from './life.ts'
import { statesOf } from './seen.ts'

/**
 * Each child's life, one line of JSON a child. An item holds its true days and `known`: what was believed from which
 * day on, the last version being the truth. An item of which no version was known by a day of knowledge did not exist
 * for anyone who asked then. `until` is a day that still counts, whatever the file's column means by it.
 */
export function truthLines(lives: readonly Life[]): string[] {
  return lives.map((life) => JSON.stringify(truthOf(life)))
}

const versions = <V>(known: Known<V>, show: (value: V) => object): object[] =>
  known.map(({ on, value }) => ({ on, ...show(value) }))

const untilOnly = (until: Day | null): object => ({ until })

function truthOf(life: Life): object {
  return {
    child: life.child,
    invented: true,
    case: life.case,
    dob: life.person.dob,
    sex: life.person.sex,
    nationality: life.person.nationality,
    // As the systems held it: nothing, words that name no country, or a country.
    nationalityHeld: versions(life.person.nationalityWritten, (written) => ({
      nationality: written === '' ? 'not recorded' : (life.person.nationality ?? 'as-written'),
    })),
    known: life.known,
    care: life.care.map((episode) => ({
      from: episode.from,
      until: truth(episode.end)?.dec ?? null,
      ls: episode.ls,
      rne: episode.rne,
      place: episode.place,
      known: versions(episode.end, (end) => ({ until: end?.dec ?? null, rec: end?.rec ?? null })),
    })),
    missing: life.missing.map((row) => {
      const found = truth(row.end)
      return {
        type: row.type,
        from: row.start.day,
        // The return gives days alone.
        fromTime: row.inDataset ? row.start.time : null,
        // The true end, which the files may never show; what they show is below.
        until: found?.day ?? null,
        known: versions(statesOf(life, row), (state) => state),
      }
    }),
    unaccompanied: life.standing
      ? [
          {
            kind: life.standing.kind,
            // A row of uasc.csv has no start: the status holds from before anything else recorded.
            from: life.standing.inReturn ? null : life.standing.start,
            until: truth(life.standing.until),
            known: versions(life.standing.until, untilOnly),
          },
        ]
      : [],
    trafficking: life.trafficking.map((row) => ({
      status: row.status,
      from: row.from,
      until: truth(row.until),
      known: versions(row.until, untilOnly),
    })),
  }
}

/** The first line of lives.jsonl: the days on which files were made. Between two of them nothing becomes known. */
export const truthHead = (deliveries: readonly Day[]): string =>
  JSON.stringify({ invented: true, deliveries })

export const truthGuide = `# The truth behind the invented files

Every child here is invented. \`lives.jsonl\` says what truly happened to each of them and what the council's systems
believed of it from which day on; the files beside this folder, and those in \`earlier\`, were written from it.

The first line gives the days on which files were made. What an answer may know on a day is what the last of these
deliveries, on or before that day, said. Every other line is one child:

- With \`--contacts\`, \`links.json\` says which phones and accounts stand behind several children on purpose, in which
  forms they are written, and which of them are innocent (a solicitor, a hostel); every other handle reaches one child.
- \`known\` (on an item): versions in order; the one in force is the last whose \`on\` is not after the delivery. None: the
  item was not known. The last version is the truth, and \`from\` and \`until\` of the item repeat it.
- \`until\` is always a day that still counts. null: open.
- \`care\`: one item an episode of the return; \`ls\` legal status, \`rne\` how it began, \`rec\` how it ended, \`place\` the
  placement, whose \`until\` is the day on which the next begins.
- \`nationalityHeld\`: as the systems held it. \`fromTime\` and \`untilTime\`: the time on the clock in London, where known.
- \`missing\`: \`until\` of a version is the end that the files state (the dataset's where it states one, else MIS_END);
  \`located\` the first day by which the files show that the child had been found, null where none does. \`until\` of the
  item is the day on which the child was truly found, or returned, or went from away to missing.
- \`unaccompanied\`: \`from\` null: from before anything else recorded.
- \`trafficking\`: the referral's stages end where the next begins, even if the file's TO is empty.
- \`case\`: the hard case that the child was invented for.

To count the questionnaire without any of Turnstone's own code (the program is in Turnstone's repository):

    node test/truth/count.mjs truth/lives.jsonl --from 2014-10-01 --to 2015-09-30 --known-on 2015-12-31
`
