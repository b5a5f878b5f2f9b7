import * as column from '@quayside/shared/db/columns';
import { newId } from '@quayside/shared/ids';
import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';

const NEW_COLUMNS = [
  { name: 'reference', ...column.code, isNullable: true },
  { name: 'liability_asserted', ...column.whole, isNullable: true },
  { name: 'dossier', ...column.text, isNullable: true },
];

export class AddClaimDossier1795744860000 implements MigrationInterface {
  readonly name = 'AddClaimDossier1795744860000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns(
      'claim',
      NEW_COLUMNS.map((one) => new TableColumn(one)),
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of [...NEW_COLUMNS].reverse()) await runner.dropColumn('claim', name);
  }
}

interface OldLeg {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly regime: string;
  readonly acknowledgeBy?: number;
  readonly decideBy?: number;
}
interface Promised {
  readonly itemKind: 'CASE' | 'CLAIM' | 'WORK_ORDER';
  readonly itemId: string;
  readonly accountId: string;
  readonly legId: string | null;
  readonly kind: string;
  readonly from: number;
  readonly dueAt: number;
  readonly internal: number;
}

/** Promises that were kept as dates become clocks that end on the same instant; what is closed has none. */
export class KeepPromisedDates1795744860001 implements MigrationInterface {
  readonly name = 'KeepPromisedDates1795744860001';
  async up(runner: QueryRunner): Promise<void> {
    const open = 'WHERE closed_at IS NULL';
    for (const [itemKind, table] of [
      ['CASE', 'service_case'],
      ['WORK_ORDER', 'work_order'],
    ] as const) {
      const items = (await runner.query(
        `SELECT id, account_id AS account, opened_at AS openedAt, due_at AS dueAt FROM ${table} ${open}`,
      )) as { id: string; account: string; openedAt: number | string; dueAt: number | string }[];
      for (const { id, account, openedAt, dueAt } of items) {
        const item = { itemKind, itemId: id, accountId: account, legId: null, internal: 0 } as const;
        await start(runner, { ...item, kind: 'RESOLVE', from: Number(openedAt), dueAt: Number(dueAt) });
      }
    }
    const claims = (await runner.query(
      `SELECT id, account_id AS account, opened_at AS openedAt, legs FROM claim ${open}`,
    )) as { id: string; account: string; openedAt: number | string; legs: string }[];
    for (const { id, account, openedAt, legs } of claims) {
      for (const leg of JSON.parse(legs) as OldLeg[]) await startLeg(runner, { id, account, openedAt }, leg);
    }
  }
  /** The dates are still on the legs. */
  async down(): Promise<void> {}
}

async function startLeg(
  runner: QueryRunner,
  claim: { id: string; account: string; openedAt: number | string },
  leg: OldLeg,
): Promise<void> {
  const item = { itemKind: 'CLAIM', itemId: claim.id, accountId: claim.account, legId: leg.id } as const;
  const common = { ...item, from: Number(claim.openedAt), internal: leg.kind === 'THREE_PL_TO_CARRIER' ? 1 : 0 };
  if (leg.state === 'FILED' && leg.acknowledgeBy !== undefined)
    await start(runner, { ...common, kind: 'ACKNOWLEDGE', dueAt: leg.acknowledgeBy });
  if (['FILED', 'ACKNOWLEDGED', 'INVESTIGATING'].includes(leg.state) && leg.decideBy !== undefined)
    await start(runner, { ...common, kind: 'DECIDE', dueAt: leg.decideBy });
}

async function start(runner: QueryRunner, promised: Promised): Promise<void> {
  const { itemKind, itemId, accountId, legId, kind, from, dueAt, internal } = promised;
  const id = newId();
  const about = 'PROMISED';
  const clock = [id, itemKind, itemId, accountId, legId, kind, about, 'house', 1, 'house', 0];
  const standing = ['RUNNING', from, dueAt, null, dueAt + 1, 1, internal];
  await runner.query(
    `INSERT INTO clock (id, item_kind, item_id, account_id, leg_id, kind, about, regime, regime_version, party,
       calendar_version, phase, started_at, due_at, paused_for, next_at, seq, internal)
     VALUES (${[...clock, ...standing].map(() => '?').join(', ')})`,
    [...clock, ...standing],
  );
  const facts = {
    regime: 'house',
    regimeVersion: 1,
    kind,
    about,
    from,
    agreed: null,
    party: 'house',
    calendarVersion: 0,
    fixedDueAt: dueAt,
  };
  const step = [newId(), id, 1, itemId, accountId, 'STARTED', from, 'Quayside', null, 'house', 1];
  await runner.query(
    `INSERT INTO clock_transition (id, clock_id, seq, item_id, account_id, change_kind, at, actor, reason, regime,
       regime_version, start_facts) VALUES (${[...step, facts].map(() => '?').join(', ')})`,
    [...step, JSON.stringify(facts)],
  );
}
