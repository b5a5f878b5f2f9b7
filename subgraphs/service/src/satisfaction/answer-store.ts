import { insertRows } from '@quayside/shared/db/bulk';
import { guardedUpdate } from '@quayside/shared/db/guarded-update';
import { allOf, equals } from '@quayside/shared/db/predicate';
import { type Predicate, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { selectRows } from '@quayside/shared/db/sql';
import { isStaff, type Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import type { Answer } from './answer.ts';
import type { Cause, Judged } from './report.ts';
import { answerTable } from './table.ts';

const read = rowReader(answerTable);
/** So many of the latest answers make a report. */
const MOST = 10_000;
const AT_ONCE = 500;

/** The answer of one respondent to one occasion; whoever calls has found the subject to be in reach. */
export const findAnswer = async (
  em: EntityManager,
  { occasion, subjectId, period, respondent }: Pick<Answer, 'occasion' | 'subjectId' | 'period' | 'respondent'>,
): Promise<Answer | null> =>
  (
    await read(
      em,
      allOf([
        equals('t.subject_id', 'subject', subjectId),
        equals('t.occasion', 'occasion', occasion),
        equals('t.period', 'period', period),
        equals('t.respondent', 'respondent', respondent),
      ]),
    )
  )[0] ?? null;

export const insertAnswer = (em: EntityManager, answer: Answer): Promise<void> => insertRows(em, answerTable, [answer]);

/** @throws AppError CONFLICT when somebody else was faster. */
export async function replaceAnswer(em: EntityManager, answer: Answer): Promise<Answer> {
  await guardedUpdate(em, answerTable, answer, answer);
  return { ...answer, version: answer.version + 1 };
}

/** What was said belongs to the staff in whose reach the account is. */
const forStaff = (viewer: Viewer): Predicate =>
  isStaff(viewer) ? withinReach(viewer, { account: 't.account_id' }) : { sql: '1 = 0', parameters: {} };

/** The latest answers of a period, newest first. */
export const answersWithin = (
  em: EntityManager,
  viewer: Viewer,
  { from, to }: { readonly from: number; readonly to: number },
  most = MOST,
): Promise<Answer[]> =>
  read(
    em,
    allOf([forStaff(viewer), { sql: 't.at >= :from AND t.at < :to', parameters: { from, to } }]),
    `ORDER BY t.at DESC, t.id DESC LIMIT ${most}`,
  );

/** A respondent's own answers about a subject. */
export const ownAnswers = (em: EntityManager, viewer: Viewer, subjectId: string): Promise<Answer[]> =>
  read(
    em,
    allOf([
      equals('t.subject_id', 'subject', subjectId),
      equals('t.respondent', 'me', viewer.id),
      withinReach(viewer, { account: 't.account_id' }),
    ]),
    'ORDER BY t.at DESC LIMIT 1',
  );

const CAUSE_OF: Readonly<Record<string, Cause>> = {
  DELAY: 'LATE',
  DAMAGE: 'DAMAGE',
  LOSS: 'DAMAGE',
  COMMUNICATION: 'SILENCE',
  BILLING: 'BILLING',
};

/** The answers with what went wrong around them: cases and claims about the same shipment, and the judged case itself. */
export async function judge(em: EntityManager, answers: readonly Answer[]): Promise<readonly Judged[]> {
  const around = new Map<string, Cause[]>();
  const note = (key: string | null, cause: Cause | undefined): void => {
    if (key && cause) around.set(key, [...(around.get(key) ?? []), cause]);
  };
  const followUps = new Set(answers.map(({ followUpId }) => followUpId));
  const keys = [
    ...new Set(answers.flatMap(({ subjectId, shipmentId }) => (shipmentId ? [subjectId, shipmentId] : [subjectId]))),
  ];
  for (let at = 0; at < keys.length; at += AT_ONCE) {
    const parameters = { keys: keys.slice(at, at + AT_ONCE) };
    for (const column of ['id', 'shipment_id']) {
      const found = await selectRows<{ id: string; key: string; category: string }>(
        em,
        `SELECT c.id AS id, c.${column} AS \`key\`, c.category AS category FROM service_case c WHERE c.${column} IN :keys`,
        parameters,
      );
      // What an answer has opened is no cause of it.
      for (const one of found) if (!followUps.has(one.id)) note(one.key, CAUSE_OF[one.category]);
    }
    const claimed = await selectRows<{ key: string }>(
      em,
      'SELECT c.shipment_id AS `key` FROM claim c WHERE c.shipment_id IN :keys',
      parameters,
    );
    for (const { key } of claimed) note(key, 'DAMAGE');
  }
  const paths = await selectRows<{ id: string; path: string }>(
    em,
    'SELECT account_id AS id, path FROM tenant_scope',
    {},
  );
  const regions = new Map(paths.map(({ id, path }) => [id, path.split('/').filter(Boolean).at(-1) ?? null]));
  return answers.map(({ score, occasion: service, accountId, subjectId, shipmentId, cause }) => ({
    ...{ score, service, region: regions.get(accountId) ?? null },
    causes: [
      ...(cause ? [cause] : []),
      ...(around.get(subjectId) ?? []),
      ...((shipmentId && around.get(shipmentId)) || []),
    ],
  }));
}
