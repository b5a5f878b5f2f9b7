import type { EntityManager } from 'typeorm';
import type { Archive } from '../archive.ts';
import { type ProcessedFile, processFile } from '../check/check.ts';
import { defaultPolicy } from '../dictionary/policy.ts';
import { interchangeTable, type MessageRow, setTable } from '../message/table.ts';
import type { Partner } from '../partner/partner.ts';
import { policyOf } from '../partner/terms.ts';
import { noFacts } from './contents.ts';
import { claimOf, decideFate, type Fate } from './fate.ts';
import { faultsOf } from './faults.ts';
import { Inventory } from './inventory.ts';
import { differences, type PlannedSet, planSet } from './planned-set.ts';

/** A preview is read by a person: of a larger file it says only that. */
const MOST_BYTES = 4 * 1024 * 1024;
const MOST_SHOWN = 10;

/** Under which rules a file is read: those of now, and those under which it was read before where they were others. */
export interface PreviewRules {
  readonly partner: Partner | null;
  readonly before: Partner | null;
}

interface Plan {
  readonly sets: readonly PlannedSet[];
  /** What is to say of the file where its sets do not say it. */
  readonly remarks: readonly string[];
}

/** What would become of a file that is taken up again: read, decided and mapped as ever, but nothing is written or asked. */
export async function previewOf(
  em: EntityManager,
  archive: Archive,
  row: MessageRow,
  { partner, before }: PreviewRules,
): Promise<string> {
  if (row.sizeBytes > MOST_BYTES) {
    const [has, most] = [row.sizeBytes, MOST_BYTES].map((size) => (size / 1024 / 1024).toFixed(1));
    return `The file has ${has} MiB and a preview reads up to ${most} MiB: it can be replayed, but not shown before.`;
  }
  const bytes = await archive.bytes(row.sha256);
  const plan = await planOf(em, row, partner, bytes);
  const shown = [...plan.remarks, ...plan.sets.map(({ name, words }) => `${name} ${words}.`)];
  const rest = shown.length - MOST_SHOWN;
  const told = [...shown.slice(0, MOST_SHOWN), ...(rest > 0 ? [`${rest} more.`] : [])].join(' ');
  if (!before || before.mapVersion === partner?.mapVersion) return told;
  const changes = differences((await planOf(em, row, before, bytes)).sets, plan.sets);
  const unlike = changes.length === 0 ? 'nothing differs' : changes.slice(0, MOST_SHOWN).join('; ');
  return `${told} Against version ${before.mapVersion} of the profile: ${unlike}.`;
}

async function planOf(em: EntityManager, row: MessageRow, partner: Partner | null, bytes: Buffer): Promise<Plan> {
  const policy = partner ? policyOf(partner) : defaultPolicy;
  const file = processFile(bytes, { file: row.fileName ?? '', policy, now: new Date(row.at) });
  const fates = await fatesOf(em, row, partner, file, bytes);
  const remarks = fates.flatMap(remarkOn);
  const [fault] = faultsOf(file.report);
  if (fault && file.report.verdict !== 'accepted') remarks.push(`${fault.message}`);
  if (!partner) return { sets: [], remarks };
  const known = await em.getRepository(setTable).findBy({ messageId: row.id });
  const places = placesOf(file);
  const sets = file.accepted
    .filter(({ interchange }) => fates[interchange]?.kind === 'effect')
    .map(({ set, interchange, group, index }) => {
      const place = places.get(`${interchange} ${group} ${index}`);
      return planSet(set, partner, known.find((one) => one.place === place)?.outcome ?? null);
    });
  return { sets, remarks };
}

async function fatesOf(
  em: EntityManager,
  row: MessageRow,
  partner: Partner | null,
  { report }: ProcessedFile,
  bytes: Buffer,
): Promise<Fate[]> {
  const inventory = new Inventory();
  const scanner = inventory.scanner();
  scanner.push(bytes);
  scanner.end();
  const fates: Fate[] = [];
  for (const [index, interchange] of report.interchanges.entries()) {
    const facts = inventory.interchanges[index] ?? noFacts;
    const claim = partner && (await em.getRepository(interchangeTable).findOneBy({ claim: claimOf(partner, facts) }));
    fates.push(decideFate(row.id, partner, interchange, facts, claim));
  }
  return fates;
}

function remarkOn(fate: Fate): string[] {
  switch (fate.kind) {
    case 'duplicate':
      return [`It is a copy of ${fate.of}.`];
    case 'conflict':
      return [`Its control number came before with other content, in ${fate.of}.`];
    case 'test':
      return ['It is a test and changes nothing.'];
    case 'stranger':
      return ['The ids of its ISA are not those of this partner.'];
    case 'rejected':
      return ['It would be rejected.'];
    case 'quarantined':
      return ['It would be quarantined.'];
    case 'effect':
      return [];
  }
}

/** The running number of each set in the file, as the ledger counts them. */
function placesOf({ report }: ProcessedFile): Map<string, number> {
  const places = new Map<string, number>();
  for (const [interchange, { groups }] of report.interchanges.entries())
    for (const [group, { sets }] of groups.entries())
      for (const index of sets.keys()) places.set(`${interchange} ${group} ${index}`, places.size + 1);
  return places;
}
