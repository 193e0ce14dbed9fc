import type { LetterPart } from '../figures/index.ts'
import { type Doc, newDocument } from './pdf.ts'

const margin = 56
const width = 595 - 2 * margin

/**
 * A letter as a tagged PDF (PDF/UA structure: headings, paragraphs, tables with header cells), so that a screen reader
 * reads it as it stands.
 */
export function letterPdf(parts: readonly LetterPart[], draft: string): Promise<Uint8Array<ArrayBuffer>> {
  const { doc, done } = newDocument('Answer to a request for information', margin, {
    tagged: true,
    pdfVersion: '1.7',
  })
  const root = doc.struct('Document')
  doc.addStructure(root)
  const write = (tag: string, words: string, bold: boolean, size: number, after: number) => {
    root.add(
      doc.struct(tag, {}, () => {
        doc
          .font(bold ? 'bold' : 'plain')
          .fontSize(size)
          .text(words, margin, doc.y, { width })
      }),
    )
    doc.moveDown(after)
  }
  write('H1', 'Answer to a request for information', true, 16, 0.2)
  if (draft !== '') write('P', draft, true, 10, 0.8)
  for (const part of parts) {
    if (part.kind === 'paragraph') write('P', part.text, false, 10.5, 0.7)
    else if (part.kind === 'heading') write('H2', part.text, true, 11.5, 0.3)
    else table(doc, root, part)
  }
  root.end()
  doc.end()
  return done
}

type Struct = ReturnType<Doc['struct']>

/** A table with a row of header cells; a row that does not fit goes on to the next page as a whole. */
function table(doc: Doc, root: Struct, part: Extract<LetterPart, { kind: 'table' }>) {
  const column = width / part.head.length
  const holder = doc.struct('Table')
  root.add(holder)
  const row = (cells: readonly string[], tag: 'TH' | 'TD') => {
    doc.font(tag === 'TH' ? 'bold' : 'plain').fontSize(9)
    const height =
      Math.max(...cells.map((cell) => doc.heightOfString(cell || ' ', { width: column - 6 }))) + 4
    if (doc.y + height > 842 - margin) doc.addPage()
    const top = doc.y
    const line = doc.struct('TR')
    holder.add(line)
    cells.forEach((cell, i) => {
      line.add(
        doc.struct(tag, {}, () => {
          doc
            .font(tag === 'TH' ? 'bold' : 'plain')
            .fontSize(9)
            .text(cell || ' ', margin + i * column, top, { width: column - 6 })
        }),
      )
    })
    line.end()
    doc.x = margin
    doc.y = top + height
  }
  row(part.head, 'TH')
  for (const cells of part.rows) row(cells, 'TD')
  holder.end()
  doc.moveDown(0.3)
  for (const note of part.notes)
    root.add(
      doc.struct('P', {}, () => {
        doc.font('plain').fontSize(8.5).text(note, margin, doc.y, { width })
      }),
    )
  doc.moveDown(0.8)
}
