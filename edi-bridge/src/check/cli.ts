import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { checkFile } from './check.ts';
import type { FileReport } from './report.ts';

/** Where the command writes to. */
export interface CheckIo {
  out(text: string): void;
  err(text: string): void;
}

const usage = 'Usage: edi check FILE… [--json]\n';

/** `edi check FILE… [--json]`: 0 when every file is accepted, with or without errors; 1 when not; 2 for wrong use. */
export async function runCheck(argv: readonly string[], io: CheckIo): Promise<number> {
  const json = argv.includes('--json');
  const files = argv.filter((argument) => !argument.startsWith('--'));
  const unknown = argv.find((argument) => argument.startsWith('--') && argument !== '--json');
  if (files.length === 0 || unknown) {
    io.err(unknown ? `Unknown option ${unknown}\n${usage}` : usage);
    return 2;
  }
  let good = true;
  for (const file of files) {
    const report = await read(file, io);
    if (!report) {
      good = false;
      continue;
    }
    io.out(json ? `${JSON.stringify(report)}\n` : readable(report));
    if (report.verdict !== 'accepted' && report.verdict !== 'accepted_with_errors') good = false;
  }
  return good ? 0 : 1;
}

async function read(file: string, io: CheckIo): Promise<FileReport | null> {
  try {
    return await checkFile(createReadStream(file), { file });
  } catch (error) {
    io.err(`${file}: ${error instanceof Error ? error.message : String(error)}\n`);
    return null;
  }
}

/** The report as a person reads it: verdicts first, then each error with its place and its fix. */
export function readable(report: FileReport): string {
  const lines = [`${basename(report.file)}: ${report.verdict.replaceAll('_', ' ')}`];
  const tell = (
    indent: string,
    errors: readonly { code: string; message: string; fix: string; at: { line: number; segment: number } }[],
  ): void => {
    for (const { code, message, fix, at } of errors)
      lines.push(`${indent}line ${at.line}, segment ${at.segment}: ${message} [${code}]`, `${indent}  → ${fix}`);
  };
  tell('  ', report.errors);
  for (const interchange of report.interchanges) {
    const ta1 = interchange.ta1 ? `, TA1 ${interchange.ta1.code} ${interchange.ta1.note}` : '';
    lines.push(
      `  interchange ${interchange.control} from ${interchange.sender} to ${interchange.receiver}: ${interchange.verdict.replaceAll('_', ' ')}${ta1}`,
    );
    tell('    ', interchange.errors);
    for (const group of interchange.groups) {
      lines.push(
        `    group ${group.functionalId} ${group.control}: ${group.verdict}, ${group.accepted} of ${group.received} accepted`,
      );
      tell('      ', group.errors);
      for (const set of group.sets) {
        lines.push(
          `      ${set.type} ${set.control}: ${set.verdict}${set.codes.length > 0 ? ` (${set.codes.join(', ')})` : ''}`,
        );
        tell('        ', set.errors);
      }
    }
  }
  return `${lines.join('\n')}\n`;
}
