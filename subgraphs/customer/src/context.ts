import { manyByKey, oneByKey } from '@quayside/shared/graphql/loader';
import type { SubgraphContext } from '@quayside/shared/graphql/subgraph';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import { findAccounts, findSubsidiaries } from './account/store.ts';
import { findKeys, findKeysOf } from './api-key/store.ts';
import { findConsignees, findConsigneesOf } from './consignee/store.ts';
import { findContacts, findContactsOf } from './contact/store.ts';
import { findDossiers } from './dossier/store.ts';
import { findMembers, findMembersOf } from './member/store.ts';
import { changesOf, findChildUnits, findOrgUnits } from './organization/store.ts';
import { findRecordsOf, findRightsOf } from './right/store.ts';
import { findTouches } from './touch/store.ts';
import { customerViews } from './value/references.ts';

/** What the resolvers of this subgraph get. */
export interface CustomerContext extends SubgraphContext {
  readonly loaders: Loaders;
}

type Loaders = ReturnType<typeof openLoaders>;

const idOf = ({ id }: { readonly id: string }): string => id;
const accountOf = ({ accountId }: { readonly accountId: string | null }): string => accountId ?? '';
const memberOf = ({ memberId }: { readonly memberId: string }): string => memberId;
const parentOf = ({ parentId }: { readonly parentId: string | null }): string => parentId ?? '';

/** One query per relation and level of a selection, within the viewer's reach. */
function openLoaders({ db, viewer, now }: SubgraphContext) {
  const reading =
    <T>(find: (em: EntityManager, viewer: Viewer, keys: readonly string[]) => Promise<T[]>) =>
    (keys: readonly string[]): Promise<T[]> =>
      db.read((em) => find(em, viewer, keys));
  const consigneePage = (page: { first: number; after: string | null }) =>
    manyByKey(
      reading((em, _, ids) => findConsigneesOf(em, viewer, ids, page)),
      accountOf,
    );
  const consigneePages = new Map<string, ReturnType<typeof consigneePage>>();
  return {
    account: oneByKey(reading(findAccounts), idOf),
    dossier: oneByKey(reading(findDossiers), idOf),
    subsidiaries: manyByKey(reading(findSubsidiaries), parentOf),
    orgUnit: oneByKey(reading(findOrgUnits), idOf),
    unitsOfParent: manyByKey(reading(findChildUnits), parentOf),
    changesOfUnit: manyByKey(
      (ids) => db.read((em) => changesOf(em, ids)),
      ({ unitId }) => unitId,
    ),
    rightsOfMember: manyByKey((ids) => db.read((em) => findRightsOf(em, ids)), memberOf),
    recordsOfMember: manyByKey((ids) => db.read((em) => findRecordsOf(em, ids)), memberOf),
    member: oneByKey(reading(findMembers), idOf),
    membersOfAccount: manyByKey(reading(findMembersOf), accountOf),
    contact: oneByKey(reading(findContacts), idOf),
    contactsOfAccount: manyByKey(reading(findContactsOf), accountOf),
    consignee: oneByKey(reading(findConsignees), idOf),
    touch: oneByKey(reading(findTouches), idOf),
    /** All customers of a selection share what each is measured by. */
    customerValue: oneByKey(
      reading((em, _, ids) => customerViews(em, viewer, ids, now())),
      idOf,
    ),
    /** The loader of one page of consignees per account: all accounts of a selection ask for the same. */
    consigneesOfAccount: (first: number, after: string | null) => {
      const key = `${first}:${after ?? ''}`;
      const loader = consigneePages.get(key) ?? consigneePage({ first, after });
      consigneePages.set(key, loader);
      return loader;
    },
    apiKey: oneByKey(reading(findKeys), idOf),
    keysOfAccount: manyByKey(reading(findKeysOf), accountOf),
  };
}

/** Adds the loaders to what every subgraph's resolvers get. */
export const customerContext = (base: SubgraphContext): CustomerContext => ({ ...base, loaders: openLoaders(base) });
