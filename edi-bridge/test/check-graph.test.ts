import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteEngine } from '@quayside/shared/testing/databases';
import { describe, expect, it } from 'vitest';
import { runCheck } from '../src/check/cli.ts';
import { changed, fixture } from './fixtures.ts';
import { worlds } from './world.ts';

const AT = 'at { byte line segment }';
const FAULT = `code message fix ${AT}`;
const CHECK = `query($raw: String!, $file: String) { checkEdi(raw: $raw, file: $file) {
  file sha256 verdict errors { ${FAULT} }
  interchanges { sender receiver control standard verdict ta1 { code note } errors { ${FAULT} }
    groups { functionalId control verdict included received accepted codes errors { ${FAULT} }
      sets { type control verdict codes errors { ${FAULT}
        segment position loop segmentCode element component elementNumber elementCode value } } }
    acknowledgements { type raw } } } }`;

/** What the command prints of a file with these bytes. */
async function byCommand(name: string, bytes: Buffer) {
  const folder = mkdtempSync(join(tmpdir(), 'quayside-check-'));
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const lines: string[] = [];
  await runCheck([path, '--json'], { out: (text) => void lines.push(text), err: (text) => void lines.push(text) });
  rmSync(folder, { recursive: true });
  return { ...JSON.parse(lines.join('')), file: name };
}

const WITHOUT_TIME = /(ISA\*.{66})\d{6}\*\d{4}|(GS\*\w+\*\w+\*\w+)\*\d{8}\*\d{4}/g;
const timeless = (report: unknown) => JSON.parse(JSON.stringify(report).replace(WITHOUT_TIME, '$1$2'));

describe('a check by the graph', () => {
  const start = worlds(sqliteEngine());

  it.each([
    ['good.x12', fixture('940-valid.x12')],
    ['mixed.x12', fixture('940-good-bad-good.x12')],
    ['deviating.x12', fixture('940-everyday-deviations.x12')],
    ['loop.x12', changed('204-valid.x12', /N4\*[^~]*~/, 'N4~')],
    ['no-edi.txt', Buffer.from('Dear colleagues')],
    ['cut.x12', fixture('two-interchanges.x12').subarray(0, 900)],
  ])('of %s answers what the command answers', async (file, bytes) => {
    const world = await start();
    const { checkEdi } = await world.edi.ask(CHECK, { raw: bytes.toString(), file });
    expect(timeless(checkEdi)).toEqual(timeless(await byCommand(file, bytes)));
  });

  it('says of a text that is too large that it is', async () => {
    const world = await start();
    const [head = '', body = '', tail = ''] = fixture('940-valid.x12')
      .toString()
      .split(/(?=ST\*940)|(?=GE\*1)/);
    const sets = Math.ceil((1.2 * 1024 * 1024) / body.length);
    const many = Array.from({ length: sets }, (_, at) =>
      body.replaceAll('*0001', `*${String(at + 1).padStart(4, '0')}`),
    );
    const raw = [head, ...many, tail].join('');
    const { checkEdi } = await world.edi.ask(CHECK, { raw });
    expect(JSON.stringify(checkEdi)).toContain('The file is larger than 1048576 bytes');
    expect(checkEdi.verdict).not.toBe('accepted');
  });
});
