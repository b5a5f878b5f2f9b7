import { type DemoGraph, inputMutation } from './demo-graph.ts';
import { ORGANIZATION, type OrgKey, PASSWORD, STAFF } from './organization.ts';
import type { Place } from './places.ts';
import { SHIPPERS, type Shipper } from './shippers.ts';

/** A demo company with the ids it got. */
export interface SeededShipper {
  readonly shipper: Shipper;
  readonly accountId: string;
  readonly consignees: readonly { readonly id: string; readonly place: Place }[];
  readonly apiKey: string;
}

export interface SeededCustomers {
  readonly shippers: readonly SeededShipper[];
  readonly logins: readonly { email: string; password: string; role: string; account: string | null }[];
}

const CREATE_UNIT = inputMutation('createOrgUnit', 'CreateOrgUnitInput', '... on OrgUnit { id }');
const INVITE = inputMutation('inviteMember', 'InviteMemberInput', '... on Member { id email role }');
const OPEN_ACCOUNT = inputMutation('openAccount', 'OpenAccountInput', '... on Account { id }');
const ADD_CONTACT = inputMutation('addContact', 'AddContactInput', '... on Contact { id }');
const REGISTER = inputMutation('registerConsignee', 'RegisterConsigneeInput', '... on Consignee { id }');
const CREATE_KEY = inputMutation('createApiKey', 'CreateApiKeyInput', '... on ApiKeyCreated { secret apiKey { id } }');

const addressOf = ({ lines, city, region, postalCode, country }: Place) => ({
  lines,
  city,
  region,
  postalCode,
  country,
});

type Login = SeededCustomers['logins'][number];

/** The tree, the people, the three companies. */
export async function seedCustomers(graph: DemoGraph): Promise<SeededCustomers> {
  const logins: Login[] = [];
  const invite = async (input: {
    name: string;
    email: string;
    role: string;
    account: string | null;
    [more: string]: unknown;
  }): Promise<string> => {
    const { account, ...rest } = input;
    const member = await graph.run(INVITE, { input: { ...rest, password: PASSWORD } });
    logins.push({ email: input.email, password: PASSWORD, role: input.role, account });
    return member.id;
  };
  return graph.together(async () => {
    const units = await seedOrganization(graph);
    const managers = new Map<string, string>();
    for (const { key, unit, ...person } of STAFF) {
      managers.set(key, await invite({ ...person, orgUnitId: units.get(unit), account: null }));
    }
    const shippers: SeededShipper[] = [];
    for (const shipper of SHIPPERS) {
      shippers.push(await seedShipper(graph, shipper, units.get(shipper.branch), managers.get(shipper.branch), invite));
    }
    return { shippers, logins };
  });
}

async function seedOrganization(graph: DemoGraph): Promise<Map<OrgKey, string>> {
  const ids = new Map<OrgKey, string>();
  for (const { key, parent, kind, name, timeZone } of ORGANIZATION) {
    const parentId = parent ? ids.get(parent) : undefined;
    const unit = await graph.run(CREATE_UNIT, { input: { kind, name, timeZone, ...(parentId ? { parentId } : {}) } });
    ids.set(key, unit.id);
  }
  return ids;
}

async function seedShipper(
  graph: DemoGraph,
  shipper: Shipper,
  branchId: string | undefined,
  accountManagerId: string | undefined,
  invite: (input: {
    name: string;
    email: string;
    role: string;
    account: string | null;
    [more: string]: unknown;
  }) => Promise<string>,
): Promise<SeededShipper> {
  const { name, legalName, kind, grade, region, industry } = shipper;
  const account = await graph.run(OPEN_ACCOUNT, {
    input: {
      name,
      legalName,
      kind,
      grade,
      region,
      industry,
      branchId,
      accountManagerId,
      customerSince: '2021-04-01',
      creditLimit: { amountMinor: 25_000_000, currency: 'USD' },
    },
  });
  const accountId = account.id;
  const common = { accountId, account: name, locale: shipper.locale, timeZone: shipper.timeZone };
  await invite({ ...common, name: shipper.user, email: `user@${shipper.domain}`, role: 'SHIPPER_USER' });
  await invite({
    ...common,
    name: shipper.administrator,
    email: `admin@${shipper.domain}`,
    role: 'SHIPPER_ADMINISTRATOR',
  });
  await graph.run(ADD_CONTACT, {
    input: {
      accountId,
      name: shipper.administrator,
      jobTitle: 'Head of logistics',
      email: `admin@${shipper.domain}`,
      topics: ['operations', 'claims'],
    },
  });
  const consignees: { id: string; place: Place }[] = [];
  for (const [index, place] of shipper.consignees.entries()) {
    const input = {
      accountId,
      code: `SHIPTO-${index + 1}`,
      name: place.name,
      address: addressOf(place),
      timeZone: place.timeZone,
    };
    consignees.push({ id: (await graph.run(REGISTER, { input })).id, place });
  }
  const key = await graph.run(CREATE_KEY, {
    input: { accountId, name: 'Demo integration', scopes: ['read', 'write', 'edi'] },
  });
  return { shipper, accountId, consignees, apiKey: String(key['secret']) };
}
