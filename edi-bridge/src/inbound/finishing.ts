import type { Database } from '@quayside/shared/db/database';
import { oneOf } from '@quayside/shared/db/predicate';
import type { EntityManager } from 'typeorm';
import type { Archive } from '../archive.ts';
import { type FileReport, fileVerdict } from '../check/report.ts';
import { changeMessages, readMessages, readSets, recordMessages } from '../message/ledger.ts';
import type { EdiSet } from '../message/message.ts';
import type { MessageRow } from '../message/table.ts';
import { type ArchivedOutgoing, archivedRow, archiveOutgoing } from '../outbound/outgoing.ts';
import type { Partner } from '../partner/partner.ts';
import { type Acknowledging, type Owed, outgoingAnswers, owedFor, sendAgain } from './acknowledging.ts';
import { answeredInterchange, composeAnswers, type Numbers, numbersOf, takeNumbers } from './answers.ts';
import type { ExaminedMessage } from './claiming.ts';
import { noFacts } from './contents.ts';
import { type Fate, finalState, isTest } from './fate.ts';
import { businessFault, faultsOf } from './faults.ts';
import { reconcileTa1 } from './reconcile.ts';
import { summarize } from './summary.ts';

/** A message after processing, with the report that its sender is given. */
export interface ProcessedMessage {
  readonly row: MessageRow;
  readonly report: FileReport;
}

/** A message whose sets have been carried out. */
export interface CarriedOutMessage extends ExaminedMessage {
  readonly fates: readonly Fate[];
}

interface Surroundings {
  readonly db: Database;
  readonly archive: Archive;
  readonly now: () => number;
}

/** The acknowledgements of messages, written and archived, and where their numbers begin and end. */
interface Draft {
  readonly outgoing: readonly ArchivedOutgoing[];
  readonly from: Numbers;
  readonly until: Numbers;
}

/**
 * Brings messages of one partner to their end: acknowledges them and says what became of them. The acknowledgements are
 * written and put on disk under the numbers that will come next, because a transaction must not wait for a disk; where
 * somebody else took these numbers meanwhile, they are written once more inside of it.
 */
export async function finishAll(
  { db, archive, now }: Surroundings,
  partner: Partner | null,
  messages: readonly CarriedOutMessage[],
): Promise<ProcessedMessage[]> {
  const at = now();
  const interchanges = messages.flatMap(interchangesOf);
  const owed = partner
    ? await db.read((em) => owedFor(em, archive, interchanges))
    : interchanges.map(({ report }): Owed => ({ kind: 'nothing', report: { ...report, acknowledgements: [] } }));
  const draft = (from: Numbers) => (partner ? draftAnswers(archive, partner, interchanges, owed, at, from) : null);
  const expected = partner && (await draft(await db.read((em) => numbersOf(em, partner))));
  return db.write(async (em) => {
    const real = partner && expected && (await confirmed(em, partner, expected, draft));
    const outgoing = real?.outgoing ?? [];
    await recordMessages(
      em,
      outgoing.map((one) => archivedRow(one, at)),
    );
    for (const one of owed) if (one.kind === 'sent' && one.again) await sendAgain(em, one.answers);
    const unknown = partner ? await reconcileAnswers(em, partner, interchanges, at) : new Map<string, string[]>();
    const told = toldOf(interchanges, owed, outgoing);
    return conclude(em, partner, messages, { told, unknown }, at);
  });
}

const interchangesOf = ({ row, examined, fates }: CarriedOutMessage): Acknowledging[] =>
  examined.report.interchanges.map((report, index) => ({
    message: row,
    report,
    facts: examined.facts[index] ?? noFacts,
    fate: fates[index] ?? { kind: 'quarantined' },
    place: index + 1,
  }));

async function draftAnswers(
  archive: Archive,
  partner: Partner,
  interchanges: readonly Acknowledging[],
  owed: readonly Owed[],
  at: number,
  from: Numbers,
): Promise<Draft> {
  const fresh = interchanges.flatMap((about, index) => {
    const one = owed[index];
    return one?.kind === 'new' ? [{ about, report: one.report }] : [];
  });
  const answered = fresh.map(({ about, report }) => answeredInterchange(report, about.facts));
  const { answers, until } = composeAnswers(partner, answered, at, from);
  const outgoing = fresh.flatMap(({ about, report }, index) =>
    outgoingAnswers(partner, about, report, answers[index] ?? []),
  );
  return { outgoing: await archiveOutgoing(archive, outgoing), from, until };
}

/** The draft whose numbers the caller's transaction has taken. */
async function confirmed(
  em: EntityManager,
  partner: Partner,
  draft: Draft,
  again: (from: Numbers) => Promise<Draft> | null,
): Promise<Draft> {
  const from = await takeNumbers(em, partner, draft.from, draft.until);
  const same = from.interchange === draft.from.interchange && from.group === draft.from.group;
  return same ? draft : ((await again(from)) ?? draft);
}

/** Deals with the TA1s in messages, and says by message which of them answer what we never sent. */
async function reconcileAnswers(
  em: EntityManager,
  partner: Partner,
  interchanges: readonly Acknowledging[],
  at: number,
): Promise<Map<string, string[]>> {
  const unknown = new Map<string, string[]>();
  for (const { fate, facts, message } of interchanges) {
    if (fate.kind !== 'effect') continue;
    for (const answer of facts.answers) {
      const doubt = await reconcileTa1(em, partner, facts, answer, { at, correlationId: message.id });
      if (doubt) unknown.set(message.id, [...(unknown.get(message.id) ?? []), doubt]);
    }
  }
  return unknown;
}

/** The reports with the acknowledgements that really went out, by message. */
function toldOf(
  interchanges: readonly Acknowledging[],
  owed: readonly Owed[],
  outgoing: readonly ArchivedOutgoing[],
): Map<string, FileReport['interchanges']> {
  const told = new Map<string, FileReport['interchanges']>();
  for (const [index, { message, place }] of interchanges.entries()) {
    const one = owed[index] as Owed;
    const mine = outgoing.filter(({ subject }) => subject.startsWith(`${message.id}:ack:${place}:`));
    const acknowledgements = mine.map(({ type, raw }) => ({ type: type as '997', raw }));
    const report = one.kind === 'new' ? { ...one.report, acknowledgements } : one.report;
    told.set(message.id, [...(told.get(message.id) ?? []), report]);
  }
  return told;
}

/** By message: its interchanges as their sender is told, and what in it answers nothing of ours. */
interface Found {
  readonly told: ReadonlyMap<string, FileReport['interchanges']>;
  readonly unknown: ReadonlyMap<string, readonly string[]>;
}

async function conclude(
  em: EntityManager,
  partner: Partner | null,
  messages: readonly CarriedOutMessage[],
  { told, unknown }: Found,
  at: number,
): Promise<ProcessedMessage[]> {
  const ids = messages.map(({ row }) => row.id);
  const rows = await readMessages(em, oneOf('t.id', 'ids', ids));
  const sets = await readSets(em, oneOf('t.message_id', 'ids', ids), 'ORDER BY t.place');
  const ends = messages.map((message) => {
    const row = rows.find(({ id }) => id === message.row.id);
    if (!row) throw new Error(`message ${message.row.id} is not in the ledger`);
    const mine = sets.filter(({ messageId }) => messageId === row.id);
    const report = reportOf(message, told.get(row.id) ?? []);
    const final = finalFacts(row, report, message, mine, partner);
    return { row, report, change: withUnknown(final, unknown.get(row.id) ?? []) };
  });
  const changed = await changeMessages(em, ends, { at });
  return changed.map((row, index) => ({ row, report: ends[index]?.report as FileReport }));
}

function reportOf(
  { examined: { report }, fates }: CarriedOutMessage,
  interchanges: FileReport['interchanges'],
): FileReport {
  const conflict = fates.some(({ kind }) => kind === 'conflict');
  const verdict = conflict ? fileVerdict(report.errors, interchanges) : report.verdict;
  return { ...report, interchanges, verdict };
}

/** An answer to what we never sent is for a person. */
function withUnknown(final: Partial<MessageRow>, unknown: readonly string[]): Partial<MessageRow> {
  if (unknown.length === 0) return final;
  const errors = unknown.map((message) => businessFault('UNKNOWN_ANSWER', message));
  return { ...final, state: 'QUARANTINED', errors: [...(final.errors ?? []), ...errors] };
}

function finalFacts(
  row: MessageRow,
  report: FileReport,
  { examined: { facts }, fates }: CarriedOutMessage,
  sets: readonly EdiSet[],
  partner: Partner | null,
): Partial<MessageRow> {
  const held = sets.some(({ outcome }) => outcome === 'HELD');
  const quarantined = sets.some(({ outcome }) => outcome === 'QUARANTINED');
  const duplicate = fates.find((fate) => fate.kind === 'duplicate' || fate.kind === 'conflict');
  const types = [...new Set(sets.map(({ type }) => type))];
  const state =
    report.verdict === 'rejected' && fates.length === 0 ? 'REJECTED' : finalState(fates, { held, quarantined });
  const business = sets
    .filter(({ note, verdict }) => note !== null && verdict !== 'R')
    .map((set) => ({
      ...businessFault(`SET_${set.outcome}`, `${set.type} ${set.control}: ${set.note ?? ''}`),
      ...(set.rule ? { rule: set.rule } : {}),
    }));
  return {
    state,
    verdict: report.verdict,
    summary: summarize(report, facts, fates, sets, partner, row.addressee),
    setTypes: types.length > 0 ? ` ${types.join(' ')} ` : '',
    interchangeControl: facts[0]?.control || report.interchanges[0]?.control || null,
    errors: [...faultsOf(report), ...business],
    test: facts.some(isTest),
    relatesToId: duplicate && 'of' in duplicate ? duplicate.of : null,
  };
}
