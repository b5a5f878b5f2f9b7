/** A JSON text as lines for people: one per value, with the way to it; what is empty says nothing. */
export function linesOf(text: string): string[] {
  const lines: string[] = [];
  walk(JSON.parse(text), '', lines);
  return lines;
}

function walk(value: unknown, way: string, lines: string[]): void {
  if (value === null || value === '') return;
  if (Array.isArray(value)) {
    if (value.length > 0 && value.every((one) => typeof one !== 'object')) lines.push(`${way}: ${value.join(', ')}`);
    else for (const [index, one] of value.entries()) walk(one, `${way} ${index + 1}`, lines);
    return;
  }
  if (typeof value !== 'object') {
    lines.push(`${way}: ${String(value)}`);
    return;
  }
  for (const [name, one] of Object.entries(value)) walk(one, way ? `${way}, ${inWords(name)}` : inWords(name), lines);
}

/** `temperatureCelsius` is read as `temperature celsius`. */
const inWords = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
