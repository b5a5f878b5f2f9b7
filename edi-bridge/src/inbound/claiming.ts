import { equals, oneOf } from '@quayside/shared/db/predicate';
import { DAY } from '@quayside/shared/instant';
import type { EntityManager } from 'typeorm';
import { readInterchanges, recordContents } from '../message/ledger.ts';
import { interchangeTable, type MessageRow } from '../message/table.ts';
import type { Partner } from '../partner/partner.ts';
import { interchangeRows, noFacts, setRows } from './contents.ts';
import type { Examined } from './examining.ts';
import { claimOf, decideFate, type EarlierClaim, type Fate } from './fate.ts';

const CLAIM_WINDOW = 365 * DAY;

/** A message that has been looked into. */
export interface ExaminedMessage {
  readonly row: MessageRow;
  readonly examined: Examined;
}

/** Decides each interchange of the messages and writes the decision down, so that nobody else can take its number. */
export async function claimAll(
  em: EntityManager,
  partner: Partner | null,
  messages: readonly ExaminedMessage[],
  now: number,
): Promise<Fate[][]> {
  const ids = messages.map(({ row }) => row.id);
  const rows = await readInterchanges(em, oneOf('t.message_id', 'ids', ids));
  const decided = new Set(rows.map(({ messageId }) => messageId));
  const all: Fate[][] = [];
  for (const { row, examined } of messages) {
    const fates = await decide(em, row.id, partner, examined, now);
    all.push(fates);
    if (decided.has(row.id)) continue;
    const { report, facts } = examined;
    await recordContents(em, interchangeRows(row.id, facts, fates, now), setRows(row.id, report, facts, fates));
  }
  return all;
}

async function decide(
  em: EntityManager,
  messageId: string,
  partner: Partner | null,
  { report, facts }: Examined,
  now: number,
): Promise<Fate[]> {
  const fates: Fate[] = [];
  for (const [index, interchange] of report.interchanges.entries()) {
    const fact = facts[index] ?? noFacts;
    const earlier = partner ? await earlierClaim(em, claimOf(partner, fact), now) : null;
    fates.push(decideFate(messageId, partner, interchange, fact, earlier));
  }
  return fates;
}

/** Who has the claim. Partners start their numbers anew some day: a claim from before the window is let go. */
async function earlierClaim(em: EntityManager, claim: string, now: number): Promise<EarlierClaim | null> {
  const [holder] = await readInterchanges(em, equals('t.claim', 'claim', claim));
  if (!holder) return null;
  if ((holder.claimedAt ?? 0) >= now - CLAIM_WINDOW) return holder;
  await em.getRepository(interchangeTable).update({ id: holder.id }, { claim: null });
  return null;
}
