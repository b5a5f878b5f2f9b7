import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FileReport } from '../src/check/report.ts';

const folder = new URL('./fixtures/', import.meta.url);
const root = new URL('../../', import.meta.url);
const samples = new URL(`${process.env['SHARED_DIR'] ?? '../shared'}/edi-samples/`.replace(/\/+/g, '/'), root);

/** The bytes of a fixture of ours. */
export const fixture = (name: string): Buffer => readFileSync(new URL(name, folder));

/** All fixtures of ours by name. */
export const fixtureNames = (): string[] => readdirSync(folder).filter((name) => name.endsWith('.x12'));

/** Files written by others, when the shared folder is there: `940/…edi` and their bytes. */
export const sampleNames = (): string[] =>
  existsSync(samples)
    ? readdirSync(samples, { recursive: true, withFileTypes: false })
        .map(String)
        .filter((name) => name.endsWith('.edi'))
        .sort()
    : [];

export const sample = (name: string): Buffer => readFileSync(fileURLToPath(new URL(encodeURI(name), samples)));

/** Changes a fixture as text. */
export const changed = (name: string, from: string | RegExp, to: string): Buffer =>
  Buffer.from(fixture(name).toString('latin1').replace(from, to), 'latin1');

/** Every error of a report, at every level. */
export const allErrors = (report: FileReport) => [
  ...report.errors,
  ...report.interchanges.flatMap((interchange) => [
    ...interchange.errors,
    ...interchange.groups.flatMap((group) => [...group.errors, ...group.sets.flatMap((set) => set.errors)]),
  ]),
];
