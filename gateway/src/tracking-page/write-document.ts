import type { Language } from './language.ts';
import type { PageParts, Rendered } from './page-parts.ts';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeText = (text: string): string => text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);

/** JSON that cannot end its script element, nor open a comment in it. */
const escapeJson = (value: object): string => JSON.stringify(value).replaceAll('<', '\\u003c');

/** An anchor in a harbour blue, small enough to travel in the page. */
const ICON =
  "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'><path d='M3 15h18l-3 6H6zM7 15V8h10v7M12 8V3' fill='none' stroke='%230b5cad' stroke-width='2'/></svg>";

/** The whole document around a drawn page. No script or style stands in it: the content security policy forbids both. */
export function writeDocument(rendered: Rendered, parts: PageParts, language: Language): string {
  const title = escapeText(rendered.title);
  const description = escapeText(rendered.description);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>${title}</title>
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${description}">
<meta property="og:type" content="website">
<meta property="og:site_name" content="Quayside">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${description}">
<link rel="icon" href="${escapeText(ICON)}">
${parts.styles.map((href) => `<link rel="stylesheet" href="${escapeText(href)}">`).join('\n')}
${rendered.data ? `<script type="module" src="${escapeText(parts.script)}"></script>` : ''}
</head>
<body>
<div id="page">${rendered.body}</div>
${rendered.data ? `<script type="application/json" id="page-data">${escapeJson(rendered.data)}</script>` : ''}
</body>
</html>
`;
}
