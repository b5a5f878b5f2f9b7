import { insertRows } from '@quayside/shared/db/bulk';
import { guardedUpdate } from '@quayside/shared/db/guarded-update';
import { allOf, EVERYTHING, equals, olderThan, oneOf } from '@quayside/shared/db/predicate';
import { type Predicate, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { changeRows, selectRows } from '@quayside/shared/db/sql';
import { isStaff, type Viewer } from '@quayside/shared/identity';
import type { PageKey } from '@quayside/shared/page';
import type { EntityManager } from 'typeorm';
import { markContract } from '../otif-trend/store.ts';
import type { Contract, ContractVersion, Terms } from './contract.ts';
import {
  type ContractRow,
  contractReminderTable,
  contractTable,
  contractVersionTable,
  type TermsJson,
} from './table.ts';
import type { ContractState } from './transitions.ts';

const readContracts = rowReader(contractTable);
const readVersions = rowReader(contractVersionTable);

/** The terms of a version that may be older than some of its parts. */
export const fromJson = (terms: TermsJson): Pick<Terms, keyof TermsJson> => ({
  ...terms,
  catalogue: terms.catalogue ?? [],
  volumes: terms.volumes ?? [],
  tier: terms.tier ?? null,
  otif: terms.otif ?? null,
  papers: terms.papers ?? [],
});

/** The parts of the terms that no query looks into. */
export const toJson = (terms: Terms): TermsJson => {
  const { parties, services, serviceLevels, liability, catalogue, volumes, tier, otif, papers } = terms;
  return { parties, services, serviceLevels, liability, catalogue, volumes, tier, otif, papers };
};

const toContract = ({ terms, ...row }: ContractRow): Contract => ({ ...row, ...fromJson(terms) });

/** Contracts of accounts within reach. What we have drafted, and nobody has agreed to, is ours, also once it is given up. */
const reachOf = (viewer: Viewer, contract: string): Predicate => {
  const reach = withinReach(viewer, { account: `${contract}.account_id` });
  if (isStaff(viewer)) return reach;
  const held = `EXISTS (SELECT 1 FROM contract_version held WHERE held.contract_id = ${contract}.id AND held.state = 'ACTIVE')`;
  return {
    ...reach,
    sql: `${reach.sql} AND (${contract}.state = 'ACTIVE' OR ${contract}.state = 'TERMINATED' AND ${held})`,
  };
};

const inReach = (viewer: Viewer): Predicate => reachOf(viewer, 't');

const select = async (em: EntityManager, where: Predicate, tail = ''): Promise<Contract[]> =>
  (await readContracts(em, where, tail)).map(toContract);

/** Rows of a table that belongs to contracts in the viewer's reach; its alias is `t`. */
export function ofContractsInReach(viewer: Viewer): Predicate {
  const { sql, parameters } = reachOf(viewer, 'c');
  return { sql: `EXISTS (SELECT 1 FROM contract c WHERE c.id = t.contract_id AND ${sql})`, parameters };
}

/** Contracts by id; ids out of reach are left out. */
export const findContracts = (em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<Contract[]> =>
  select(em, allOf([oneOf('t.id', 'ids', ids), inReach(viewer)]));

/** One contract, or null when it is out of reach or does not exist: the difference is not told. */
export const findContract = async (em: EntityManager, viewer: Viewer, id: string): Promise<Contract | null> =>
  (await findContracts(em, viewer, [id]))[0] ?? null;

/** Lets nobody else change the contract, or its cards, before this transaction ends. */
export const lockContract = (em: EntityManager, id: string): Promise<number> =>
  changeRows(em, 'UPDATE contract SET version = version WHERE id = :id', { id });

/** Newest first. */
export const contractsOfAccounts = (em: EntityManager, viewer: Viewer, accountIds: readonly string[]) =>
  select(
    em,
    allOf([oneOf('t.account_id', 'accounts', accountIds), inReach(viewer)]),
    'ORDER BY t.created_at DESC, t.id DESC',
  );

/** Contracts that promise deliveries on time and in full, or did so in an earlier version; ended or not. */
export const contractsWithOtif = (em: EntityManager, viewer: Viewer): Promise<Contract[]> => {
  const promised = `EXISTS (SELECT 1 FROM contract_version v WHERE v.contract_id = t.id
    AND v.state = 'ACTIVE' AND JSON_EXTRACT(v.terms, '$.otif.targetPercent') IS NOT NULL)`;
  return select(em, allOf([inReach(viewer), { sql: `t.state <> 'DRAFT' AND ${promised}`, parameters: {} }]));
};

/** Contracts with one of these tiers that are not terminated, newest first; the tiers of the house are nothing for customers. */
export const contractsWithTier = async (
  em: EntityManager,
  viewer: Viewer,
  codes: readonly string[],
): Promise<Contract[]> =>
  isStaff(viewer)
    ? (
        await select(
          em,
          allOf([inReach(viewer), { sql: `t.state <> 'TERMINATED'`, parameters: {} }]),
          'ORDER BY t.created_at DESC, t.id DESC',
        )
      ).filter(({ tier }) => tier !== null && codes.includes(tier.code))
    : [];

/** What a list of contracts may be narrowed by. */
export interface ContractFilter {
  readonly accountId?: string | null | undefined;
  readonly state?: ContractState | null | undefined;
  /** Active, and the last valid day is not later than this. */
  readonly endsBy?: string | null | undefined;
}

/** One page, newest first, with one row more than asked for when there is more. */
export const listContracts = (
  em: EntityManager,
  viewer: Viewer,
  filter: ContractFilter,
  page: { first: number; after: PageKey | null; today: string },
): Promise<Contract[]> =>
  select(
    em,
    allOf([
      inReach(viewer),
      equals('t.account_id', 'account', filter.accountId),
      inState(filter.state, page.today),
      endingBy(filter.endsBy, page.today),
      olderThan('t.created_at', 't.id', page.after),
    ]),
    `ORDER BY t.created_at DESC, t.id DESC LIMIT ${page.first + 1}`,
  );

function inState(state: ContractState | null | undefined, today: string): Predicate {
  if (state !== 'ACTIVE' && state !== 'EXPIRED') return equals('t.state', 'state', state);
  const sql = `t.state = 'ACTIVE' AND t.valid_to ${state === 'ACTIVE' ? '>=' : '<'} :stateToday`;
  return { sql, parameters: { stateToday: today } };
}

const endingBy = (day: string | null | undefined, today: string): Predicate =>
  day
    ? {
        sql: `t.state = 'ACTIVE' AND t.valid_to >= :endsFrom AND t.valid_to <= :endsBy`,
        parameters: { endsFrom: today, endsBy: day },
      }
    : EVERYTHING;

/** True when the id or the number is in use, by whatever account. */
export async function isTaken(em: EntityManager, key: { id?: string; number?: string }): Promise<boolean> {
  return em.getRepository(contractTable).existsBy(key);
}

/** Every version of each contract, oldest first; those that we had drafted before anybody agreed are ours. */
export async function versionsOf(
  em: EntityManager,
  viewer: Viewer,
  contractIds: readonly string[],
): Promise<ContractVersion[]> {
  const agreed = isStaff(viewer) ? EVERYTHING : { sql: `t.state <> 'DRAFT'`, parameters: {} };
  const where = allOf([oneOf('t.contract_id', 'ids', contractIds), ofContractsInReach(viewer), agreed]);
  const rows = await readVersions(em, where, 'ORDER BY t.contract_id, t.version');
  return rows.map(({ terms, ...row }) => ({ ...row, ...fromJson(terms) }));
}

/**
 * Contracts of the customers of a branch that end from today until a day and of whose end nobody has been told, the first
 * to end first.
 * @param from,to YYYY-MM-DD, both included
 */
export const endingUntold = (
  em: EntityManager,
  viewer: Viewer,
  { from, to, branch }: { from: string; to: string; branch: string },
) =>
  select(
    em,
    allOf([
      inReach(viewer),
      {
        sql: `t.state = 'ACTIVE' AND t.valid_to >= :from AND t.valid_to <= :to
          AND t.account_id IN (SELECT ts.account_id FROM tenant_scope ts WHERE ts.path = :branch) AND NOT EXISTS
          (SELECT 1 FROM contract_reminder r WHERE r.contract_id = t.id AND r.valid_to = t.valid_to)`,
        parameters: { from, to, branch },
      },
    ]),
    'ORDER BY t.valid_to, t.id LIMIT 100',
  );

/** Paths of all branches that answer for a customer. */
export const branchPaths = async (em: EntityManager): Promise<string[]> =>
  (await selectRows<{ path: string }>(em, 'SELECT DISTINCT ts.path AS path FROM tenant_scope ts ORDER BY ts.path')).map(
    ({ path }) => path,
  );

/** Keeps that the ends of these contracts have been told. */
export const keepReminders = (em: EntityManager, contracts: readonly Contract[], at: number): Promise<void> =>
  insertRows(
    em,
    contractReminderTable,
    contracts.map(({ id: contractId, validTo }) => ({ contractId, validTo, at })),
  );

/** Who changed a contract when and why. */
export interface Change {
  readonly at: number;
  readonly actor: string;
  readonly reason: string | null;
}

/** Writes a new contract and its first version. */
export async function insertContract(em: EntityManager, contract: Contract, change: Change): Promise<void> {
  await insertRows(em, contractTable, [toRow(contract)]);
  await keepVersion(em, contract, change);
}

/**
 * Saves a change as the next version and gives it back.
 * @throws AppError CONFLICT when somebody else was faster.
 */
export async function saveContract(em: EntityManager, contract: Contract, change: Change): Promise<Contract> {
  const { id, version, ...row } = toRow(contract);
  await guardedUpdate(em, contractTable, { id, version }, row);
  const saved = { ...contract, version: version + 1 };
  await keepVersion(em, saved, change);
  await markContract(em, contract.id);
  return saved;
}

async function keepVersion(em: EntityManager, contract: Contract, change: Change): Promise<void> {
  const { id, version, name, state, validFrom, validTo, terms } = toRow(contract);
  const { at: amendedAt, actor, reason } = change;
  await insertRows(em, contractVersionTable, [
    { contractId: id, version, name, state, validFrom, validTo, terms, amendedAt, actor, reason },
  ]);
}

const toRow = (contract: Contract): ContractRow => {
  const { id, number, accountId, name, state, validFrom, validTo, version, createdAt } = contract;
  return { id, number, accountId, name, state, validFrom, validTo, version, createdAt, terms: toJson(contract) };
};
