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

/** Letters of English and of Chinese in one file: Noto Sans Hans, SIL Open Font License 1.1 (see NOTICE). */
function fontFile(): Buffer {
  const entry = createRequire(import.meta.url).resolve('@embedpdf/fonts-sc');
  return readFileSync(join(dirname(entry), '../fonts/NotoSansHans-Regular.otf'));
}

/** Opens a document whose bytes depend on nothing but what is written into it. */
export function openSheet(title: string, at: Date): Sheet {
  const font = fontFile();
  const doc = new PDFDocument({
    ...{ size: 'A4', margin: MARGIN, compress: false, pdfVersion: '1.7', lang: 'en' },
    // The types know the standard fonts only; pdfkit takes bytes as well.
    font: font as unknown as string,
    info: { Title: title, Producer: 'Quayside', Creator: 'Quayside', CreationDate: at, ModDate: at },
  });
  const shown = knownLetters(doc);
  const write = (text: string, size: number, color: string, more: PDFKit.Mixins.TextOptions = {}): void => {
    doc
      .fontSize(size)
      .fillColor(color)
      .text(shown(text), MARGIN, doc.y, { lineGap: 1, ...more });
  };
  const roomFor = (height: number): void => {
    if (doc.y + height > doc.page.height - MARGIN) doc.addPage();
  };
  const gap = (height: number): void => {
    doc.y += height;
  };
  return {
    stream: doc as unknown as Sheet['stream'],
    title: (text) => {
      write(text, 18, INK);
      gap(8);
    },
    heading: (text) => {
      roomFor(60);
      gap(12);
      write(text, 13, INK);
      gap(4);
    },
    fact: (name, value) => write(`${name}: ${value}`, 9, INK),
    note: (text) => {
      gap(6);
      write(text, 8, SOFT);
    },
    row: (head, sub, hash) => {
      roomFor(40);
      write(head, 9, INK);
      write(sub, 7, SOFT);
      write(hash, 7, SOFT);
      gap(4);
    },
    part: (head, lines) => {
      roomFor(40);
      write(head, 9, INK);
      for (const line of lines) write(line, 8, SOFT, { indent: 8 });
      gap(6);
    },
    photo: (jpeg, caption, hash) => {
      roomFor(PHOTO_HEIGHT + 40);
      write(caption, 9, INK);
      write(hash, 7, SOFT);
      const top = doc.y + 2;
      if (draw(doc, jpeg, top)) doc.y = top + PHOTO_HEIGHT + 10;
      else write('This photo cannot be shown here; its bytes are in the ZIP.', 8, SOFT);
    },
    end: () => doc.end(),
  };
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
