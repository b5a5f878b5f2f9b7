import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import PDFDocument from 'pdfkit';

/** A document that is written from top to bottom, in the few shapes that evidence needs. */
export interface Sheet {
  readonly stream: Readable & { readonly readableLength: number };
  title(text: string): void;
  heading(text: string): void;
  fact(name: string, value: string): void;
  note(text: string): void;
  row(head: string, sub: string, hash: string): void;
  part(head: string, lines: readonly string[]): void;
  photo(jpeg: Buffer, caption: string, hash: string): void;
  end(): void;
}

const MARGIN = 48;
const [INK, SOFT] = ['#1a1a1a', '#5a5a5a'];
const PHOTO_HEIGHT = 300;
const FOOT = 32;

/** Letters of English and of Chinese in one file: Noto Sans Hans, SIL Open Font License 1.1 (see NOTICE). */
function fontFile(): Buffer {
  const entry = createRequire(import.meta.url).resolve('@embedpdf/fonts-sc');
  return readFileSync(join(dirname(entry), '../fonts/NotoSansHans-Regular.otf'));
}

/** Opens a document whose bytes depend on nothing but what is written into it. */
export function openSheet(title: string, at: Date): Sheet {
  const doc = new PDFDocument({
    ...{ size: 'A4', margin: MARGIN, compress: false, pdfVersion: '1.7', lang: 'en' },
    // The types know the standard fonts only; pdfkit takes bytes as well.
    font: fontFile() as unknown as string,
    info: { Title: title, Producer: 'Quayside', Creator: 'Quayside', CreationDate: at, ModDate: at },
  });
  const pen = new Pen(doc, title);
  return {
    stream: doc as unknown as Sheet['stream'],
    title: (text) => pen.write(text, 18, INK, 8),
    heading: (text) => {
      pen.roomFor(60);
      doc.y += 12;
      pen.write(text, 13, INK, 4);
    },
    fact: (name, value) => pen.write(`${name}: ${value}`, 9, INK),
    note: (text) => {
      doc.y += 6;
      pen.write(text, 8, SOFT);
    },
    row: (head, sub, hash) => {
      pen.roomFor(40);
      pen.write(head, 9, INK);
      pen.write(sub, 7, SOFT);
      pen.write(hash, 7, SOFT, 4);
    },
    part: (head, lines) => {
      pen.roomFor(40);
      pen.write(head, 9, INK);
      for (const line of lines) pen.write(line, 8, SOFT, 0, { indent: 8 });
      doc.y += 6;
    },
    photo: (jpeg, caption, hash) => {
      pen.roomFor(PHOTO_HEIGHT + 40);
      pen.write(caption, 9, INK);
      pen.write(hash, 7, SOFT);
      const top = doc.y + 2;
      if (draw(doc, jpeg, top)) doc.y = top + PHOTO_HEIGHT + 10;
      else pen.write('This photo cannot be shown here; its bytes are in the ZIP.', 8, SOFT);
    },
    end: () => doc.end(),
  };
}

/** Writes texts one under the other, and a foot under every page. */
class Pen {
  readonly #doc: PDFKit.PDFDocument;
  readonly #shown: (text: string) => string;
  readonly #title: string;
  #look = { size: 9, color: INK };
  #pages = 0;

  constructor(doc: PDFKit.PDFDocument, title: string) {
    this.#doc = doc;
    this.#shown = knownLetters(doc);
    this.#title = title;
    this.#foot();
    doc.on('pageAdded', () => this.#foot());
  }

  /** @param gap points that stay free below the text */
  write(text: string, size: number, color: string, gap = 0, more: PDFKit.Mixins.TextOptions = {}): void {
    this.#look = { size, color };
    const doc = this.#doc;
    doc.fontSize(size).fillColor(color);
    doc.text(this.#shown(text), MARGIN, doc.y, { lineGap: 1, ...more });
    doc.y += gap;
  }

  roomFor(height: number): void {
    const doc = this.#doc;
    if (doc.y + height > doc.page.height - MARGIN) doc.addPage();
  }

  #foot(): void {
    const doc = this.#doc;
    const { y } = doc;
    this.#pages++;
    // pdfkit would turn the page for a text below the margin.
    doc.page.margins.bottom = 0;
    doc.fontSize(7).fillColor(SOFT);
    const text = this.#shown(`${this.#title} · page ${this.#pages}`);
    doc.text(text, MARGIN, doc.page.height - FOOT, { lineBreak: false });
    doc.page.margins.bottom = MARGIN;
    // A text that flows over to this page goes on as it was.
    doc.fontSize(this.#look.size).fillColor(this.#look.color);
    doc.x = MARGIN;
    doc.y = y;
  }
}

/** False for bytes that begin like a JPEG and are none: pdfkit throws a text then. */
function draw(doc: PDFKit.PDFDocument, jpeg: Buffer, top: number): boolean {
  try {
    doc.image(jpeg, MARGIN, top, { fit: [doc.page.width - 2 * MARGIN, PHOTO_HEIGHT] });
    return true;
  } catch (error) {
    if (typeof error === 'string') return false;
    throw error;
  }
}

/** What the font has no letter for is written as its code point: in evidence, nothing disappears. */
function knownLetters(doc: PDFKit.PDFDocument): (text: string) => string {
  const { font } = (doc as unknown as { _font: { font: { hasGlyphForCodePoint(codePoint: number): boolean } } })._font;
  const known = new Map<string, string>();
  const write = (letter: string): string => {
    const codePoint = letter.codePointAt(0) ?? 0;
    if (letter === '\n' || font.hasGlyphForCodePoint(codePoint)) return letter;
    return `<U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}>`;
  };
  return (text) =>
    [...text]
      .map((letter) => {
        const seen = known.get(letter) ?? write(letter);
        if (!known.has(letter)) known.set(letter, seen);
        return seen;
      })
      .join('');
}
