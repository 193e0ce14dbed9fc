import { note } from '../access/index.ts'
import { count, inWords } from '../plain/index.ts'
import { type Link, links, reveal } from '../pursuit/index.ts'
import { handleKind, labelOf } from '../standard/index.ts'
import { type Command, Usage } from './command.ts'
import { openFolder } from './open.ts'
import { readArgs } from './options.ts'

export const linksCommand: Command = {
  name: 'links',
  does: 'Say which phones, accounts and people stand behind two children or more.',
  help: `turnstone links --data DIR [--key FILE] [--reveal] [--json]

Every handle that reached two children or more, most children first: how many, when first and last, and whether it is set
aside as nobody's hunter (a solicitor's number, a hostel's address). No child is named.

  --reveal    what the handle is, as it was written down; it stands in the trail that you looked
  --json      print one JSON document on standard output`,
  run: async (args, io) => {
    const { values, positionals } = readArgs(args, {
      data: { type: 'string' },
      key: { type: 'string' },
      reveal: { type: 'boolean' },
      json: { type: 'boolean' },
    })
    if (positionals.length > 0) throw new Usage(`"${positionals.join(' ')}" means nothing here.`)
    const register = await openFolder(io, values.data, values.key)
    try {
      const { db, council } = register
      const permit = register.permit('see the network')
      const found = await links(db, permit)
      const revealed =
        values.reveal === true
          ? await reveal(
              db,
              permit,
              register.vault(),
              found.map((one) => one.node),
            )
          : null
      // Who looks is written down before anything is shown.
      await note(db, council.id, {
        actor: permit.person.actor,
        action: 'see the network',
        subject: '',
        count: found.length,
        digest: '',
        reason: revealed === null ? '' : 'revealed',
        ids: revealed?.children ?? [],
      })
      const handleOf = (link: Link) => revealed?.handles.get(link.node) ?? null
      if (values.json === true) {
        const data = found.map((link) => ({
          kind: link.kind,
          ...(revealed === null ? {} : { handle: handleOf(link) }),
          children: link.children,
          firstSeen: link.firstSeen,
          lastSeen: link.lastSeen,
          setAside: link.setAside !== null,
        }))
        io.out(`${JSON.stringify(data, null, 2)}\n`)
      } else io.out(found.length === 0 ? 'No handle stands behind two children.\n' : asWords(found, handleOf))
      return 0
    } finally {
      await register.close()
    }
  },
}

const asWords = (found: readonly Link[], handleOf: (link: Link) => string | null): string =>
  found
    .map((link) => {
      const handle = handleOf(link)
      const days =
        link.firstSeen === null || link.lastSeen === null
          ? ''
          : `, ${inWords(link.firstSeen)} to ${inWords(link.lastSeen)}`
      return `${labelOf(handleKind, link.kind)}${handle === null ? '' : ` ${handle}`}: ${count(link.children, 'child', 'children')}${days}${link.setAside === null ? '' : `; set aside: ${link.setAside}`}\n`
    })
    .join('')
