import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'

const font = (name: string) => createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`)

/** A part of a paper: a heading, and lines under it. */
export type PaperPart = { title: string; lines: readonly string[] }

/** One side or more of A4, made for one person: their name stands across every page. */
export type Paper = {
  title: string
  under: string
  /** What must be done first, in a box. */
  first?: { what: string; says: string }
  parts: readonly PaperPart[]
  /** Room for notes by hand at the end. */
  notes: boolean
  /** Who has this copy and since when: across the page, and in full at its foot. */
  copy: { name: string; foot: string }
  demonstration: boolean
}

const margin = 42
const width = 595 - 2 * margin
const gap = 20
const column = (width - gap) / 2

/** A4 with our fonts, and what comes of it. No name of a child is in what a file says about itself. */
export function newDocument(title: string, edge: number, more: object = {}) {
  const doc = new PDFDocument({
    size: 'A4',
    margins: { top: edge, bottom: edge, left: edge, right: edge },
    lang: 'en-GB',
    displayTitle: true,
    info: { Title: title, Producer: 'Turnstone', Creator: 'Turnstone' },
    ...more,
  })
  doc.registerFont('plain', font('DejaVuSansCondensed'))
  doc.registerFont('bold', font('DejaVuSansCondensed-Bold'))
  const pieces: Buffer[] = []
  doc.on('data', (piece: Buffer) => pieces.push(piece))
  const done = new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
    doc.on('end', () => {
      resolve(new Uint8Array(Buffer.concat(pieces)))
    })
    doc.on('error', reject)
  })
  return { doc, done }
}

/** The paper as a PDF. Long words break, long parts go on to the next page, nothing is cut off. */
export function pdfOf(paper: Paper): Promise<Uint8Array<ArrayBuffer>> {
  const { doc, done } = newDocument('Turnstone paper', margin, {
    margins: { top: margin, bottom: margin + 24, left: margin, right: margin },
    bufferPages: true,
  })
  doc.font('bold').fontSize(18).text(paper.title)
  doc.font('plain').fontSize(10).text(paper.under)
  if (paper.demonstration) doc.text('Demonstration: this child is invented.')
  doc.moveDown(0.4)
  if (paper.first !== undefined) box(doc, paper.first)
  inColumns(doc, paper.parts)
  if (paper.notes) ruled(doc)
  onEveryPage(doc, paper.copy)
  doc.end()
  return done
}

export type Doc = InstanceType<typeof PDFDocument>

function box(doc: Doc, { what, says }: { what: string; says: string }) {
  const top = doc.y
  doc
    .font('bold')
    .fontSize(11)
    .text(what, margin + 14, top + 5, { width: width - 22 })
  if (says !== '')
    doc
      .font('plain')
      .fontSize(10)
      .text(says, { width: width - 22 })
  const height = doc.y - top + 5
  doc.lineWidth(1).rect(margin, top, width, height).stroke()
  doc.rect(margin, top, 7, height).fill('#000')
  doc.fillColor('#000')
  doc.x = margin
  doc.y = top + height + 8
}

const sizes = { title: 11, line: 9.5 }

function heightOf(doc: Doc, part: PaperPart): number {
  doc.font('bold').fontSize(sizes.title)
  const title = doc.heightOfString(part.title, { width: column })
  doc.font('plain').fontSize(sizes.line)
  return title + part.lines.reduce((sum, line) => sum + doc.heightOfString(line, { width: column }), 0) + 14
}

/** Parts beside each other, two and two, as high as the higher; one that is higher than a page has a row of its own. */
function inColumns(doc: Doc, parts: readonly PaperPart[]) {
  const bottom = 842 - margin - 24
  for (let i = 0; i < parts.length;) {
    const left = parts[i]
    const right = parts[i + 1]
    if (left === undefined) return
    const tall = (part: PaperPart | undefined) => part !== undefined && heightOf(doc, part) > bottom - margin
    if (tall(left) || tall(right) || right === undefined) {
      write(doc, left, margin, doc.y, width)
      i += 1
      continue
    }
    const height = Math.max(heightOf(doc, left), heightOf(doc, right))
    if (doc.y + height > bottom) doc.addPage()
    const top = doc.y
    write(doc, left, margin, top, column)
    write(doc, right, margin + column + gap, top, column)
    doc.x = margin
    doc.y = top + height
    i += 2
  }
}

function write(doc: Doc, part: PaperPart, x: number, y: number, wide: number) {
  doc
    .moveTo(x, y)
    .lineTo(x + wide, y)
    .lineWidth(0.5)
    .strokeColor('#999')
    .stroke()
    .strokeColor('#000')
  doc
    .font('bold')
    .fontSize(sizes.title)
    .text(part.title, x, y + 3, { width: wide })
  doc.font('plain').fontSize(sizes.line)
  for (const line of part.lines) doc.text(line, x, doc.y, { width: wide })
  doc.y += 6
}

/** Ruled lines to the end of the page, where there is room for three of them. */
function ruled(doc: Doc) {
  const bottom = 842 - margin - 30
  if (doc.y + 90 > bottom) return
  doc
    .font('bold')
    .fontSize(10)
    .text('Notes: time, who, what. Give them to the desk.', margin, doc.y + 6)
  for (let y = doc.y + 24; y < bottom; y += 26)
    doc
      .moveTo(margin, y)
      .lineTo(margin + width, y)
      .lineWidth(0.5)
      .stroke()
}

function onEveryPage(doc: Doc, copy: Paper['copy']) {
  const { start, count } = doc.bufferedPageRange()
  for (let i = start; i < start + count; i++) {
    doc.switchToPage(i)
    doc.page.margins.bottom = 0
    doc
      .save()
      .rotate(-30, { origin: [297, 421] })
      .fillColor('#000')
      .fillOpacity(0.07)
      .font('bold')
      .fontSize(44)
      .text(copy.name, 30, 400, { width: 535, align: 'center', lineBreak: false })
      .restore()
    doc
      .fillColor('#000')
      .fillOpacity(1)
      .font('plain')
      .fontSize(8)
      .text(`${copy.foot} Page ${i - start + 1} of ${count}.`, margin, 842 - margin - 10, { width })
  }
}
