/** One page of a paper: a title and lines of text, as a PDF that any reader opens. */
export function pdfOf(title: string, lines: readonly string[]): Buffer {
  const text = lines.map((line) => `0 -18 Td (${escaped(line)}) Tj`).join(' ');
  const content = `BT /F1 20 Tf 56 770 Td (${escaped(title)}) Tj /F1 11 Tf 0 -14 Td ${text} ET`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>',
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
    `<</Length ${content.length}>>stream\n${content}\nendstream`,
  ];
  let file = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const place = file.length;
    file += `${index + 1} 0 obj${object}endobj\n`;
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const start = file.length;
  const size = objects.length + 1;
  file += `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer<</Size ${size}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

// Helvetica has Latin letters only; a character outside is left out rather than drawn wrongly.
const escaped = (text: string): string =>
  [...text]
    .filter((character) => character >= ' ' && character <= 'ÿ')
    .join('')
    .replace(/[\\()]/g, '\\$&');
