import { insertRows } from '@quayside/shared/db/bulk';
import { guardedUpdate } from '@quayside/shared/db/guarded-update';
import { withinReach } from '@quayside/shared/db/reach';
import { selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import type { PostalAddress } from '../checks.ts';
import { type Consignee, identityKey, nameKey, type RegisterConsigneeInput } from './consignee.ts';
import { type ConsigneeRow, consigneeTable } from './table.ts';

interface RawConsignee {
  id: string;
  account_id: string;
  code: string | null;
  name: string;
  address: string | null;
  phone: string | null;
  email: string | null;
  needs: string | null;
  time_zone: string | null;
  version: number;
}

const toConsignee = (row: RawConsignee): Consignee => ({
  id: row.id,
  accountId: row.account_id,
  code: row.code,
  name: row.name,
  address: row.address ? (JSON.parse(row.address) as PostalAddress) : null,
  phone: row.phone,
  email: row.email,
  needs: row.needs,
  timeZone: row.time_zone,
  version: row.version,
});

const toRow = (consignee: Consignee): ConsigneeRow => ({
  ...consignee,
  identity: identityKey(consignee),
  nameKey: nameKey(consignee.name, consignee.address?.postalCode),
});

const COLUMNS = 'c.id, c.account_id, c.code, c.name, c.address, c.phone, c.email, c.needs, c.time_zone, c.version';

async function selectConsignees(
  em: EntityManager,
  viewer: Viewer,
  condition: string,
  parameters: Record<string, unknown>,
  rest = '',
): Promise<Consignee[]> {
  const reach = withinReach(viewer, { account: 'c.account_id' });
  const sql = `SELECT ${COLUMNS} FROM consignee c WHERE ${condition} AND ${reach.sql} ${rest}`;
  return (await selectRows<RawConsignee>(em, sql, { ...parameters, ...reach.parameters })).map(toConsignee);
}

export const findConsignees = (em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<Consignee[]> =>
  selectConsignees(em, viewer, 'c.id IN :ids', { ids });

/** The first consignees of each account by name, or the first after one of them, in one query. */
export async function findConsigneesOf(
  em: EntityManager,
  viewer: Viewer,
  accountIds: readonly string[],
  page: { readonly first: number; readonly after: string | null },
): Promise<Consignee[]> {
  const reach = withinReach(viewer, { account: 'c.account_id' });
  const beyond = page.after
    ? `AND EXISTS (SELECT 1 FROM consignee p WHERE p.id = :after AND p.account_id = c.account_id
        AND (c.name > p.name OR (c.name = p.name AND c.id > p.id)))`
    : '';
  const sql = `SELECT * FROM (
      SELECT ${COLUMNS}, ROW_NUMBER() OVER (PARTITION BY c.account_id ORDER BY c.name, c.id) AS place
      FROM consignee c WHERE c.account_id IN :accountIds AND ${reach.sql} ${beyond}
    ) ranked WHERE ranked.place <= :first ORDER BY ranked.name, ranked.id`;
  const rows = await selectRows<RawConsignee>(em, sql, { accountIds, ...page, ...reach.parameters });
  return rows.map(toConsignee);
}

/**
 * The consignees that orders of one account mean: the one with its code; else the one without a code that has its name
 * and postal code. An order without a code means the first of that name and postal code.
 */
export async function recogniseConsignees(
  em: EntityManager,
  viewer: Viewer,
  accountId: string,
  inputs: readonly RegisterConsigneeInput[],
): Promise<(Consignee | null)[]> {
  const wanted = inputs.map(({ code, name, address }) => {
    const trimmed = code?.trim() || null;
    const identity = trimmed && identityKey({ code: trimmed, name, address: null });
    return { identity, key: nameKey(name, address?.postalCode) };
  });
  const identities = wanted.flatMap(({ identity }) => identity ?? []);
  const keys = wanted.map(({ key }) => key);
  const coded = await selectConsignees(em, viewer, 'c.account_id = :accountId AND c.identity IN :identities', {
    accountId,
    identities,
  });
  const byIdentity = new Map(coded.map((one) => [identityKey(one), one]));
  if (wanted.every(({ identity }) => identity && byIdentity.has(identity)))
    return wanted.map(({ identity }) => byIdentity.get(identity ?? '') ?? null);
  const condition = 'c.account_id = :accountId AND c.name_key IN :keys';
  const named = await selectConsignees(em, viewer, condition, { accountId, keys }, 'ORDER BY c.id');
  return wanted.map(({ identity, key }) => {
    const known = identity && byIdentity.get(identity);
    if (known) return known;
    const same = named.filter((one) => nameKey(one.name, one.address?.postalCode) === key);
    return same.find((one) => !identity || one.code === null) ?? null;
  });
}

export const insertConsignee = (em: EntityManager, consignee: Consignee): Promise<void> =>
  insertRows(em, consigneeTable, [toRow(consignee)]);

/** @throws AppError CONFLICT when the consignee has another version by now. */
export async function saveConsignee(em: EntityManager, consignee: Consignee): Promise<Consignee> {
  const { id, version, ...change } = toRow(consignee);
  await guardedUpdate(em, consigneeTable, { id, version }, change);
  return { ...consignee, version: version + 1 };
}
