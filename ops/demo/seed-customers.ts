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
const GRANT = inputMutation('grantRight', 'GrantRightInput', '... on Member { id }');
const OPEN_ACCOUNT = inputMutation('openAccount', 'OpenAccountInput', '... on Account { id }');
const ADD_CONTACT = inputMutation('addContact', 'AddContactInput', '... on Contact { id }');
const REGISTER = inputMutation('registerConsignee', 'RegisterConsigneeInput', '... on Consignee { id }');
const CREATE_KEY = inputMutation('createApiKey', 'CreateApiKeyInput', '... on ApiKeyCreated { secret apiKey { id } }');
const SET_BANK_DETAILS = inputMutation('setBankDetails', 'SetBankDetailsInput', '... on BankDetailsSetting { id }');

/** Where the demo's customers pay to, by currency. Banks give these numbers as examples. */
const BANK_DETAILS = {
  '': {
    ...{ beneficiary: 'Quayside Logistics Inc', accountNumber: '000123456789', routing: '011000015' },
    ...{ bic: 'QUAYUS33', bankName: 'First Example Bank' },
  },
  EUR: { beneficiary: 'Quayside Logistics Europe GmbH', iban: 'DE89370400440532013000', bankName: 'Beispielbank' },
};

const addressOf = ({ lines, city, region, postalCode, country }: Place) => ({
  lines,
  city,
  region,
  postalCode,
  country,
});

type Login = SeededCustomers['logins'][number];

/** Somebody who can sign in, of an account or of the company. */
interface Person {
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly account: string | null;
  readonly [more: string]: unknown;
}

/** The tree, the people, the three companies. */
export async function seedCustomers(graph: DemoGraph): Promise<SeededCustomers> {
  return graph.together(async () => {
    const units = await seedOrganization(graph);
    // Side by side: passwords are hashed on other threads, and slowly on purpose.
    const staff = STAFF.map(({ key: _, unit, ...person }) => ({
      ...person,
      orgUnitId: units.get(unit),
      account: null,
    }));
    const staffIds = await Promise.all(staff.map((person) => invite(graph, person)));
    const managers = new Map(STAFF.map(({ key }, index) => [key, staffIds[index]]));
    const companies = await Promise.all(
      SHIPPERS.map((shipper) => seedShipper(graph, shipper, units.get(shipper.branch), managers.get(shipper.branch))),
    );
    await grantRights(graph, managers, companies[0]?.seeded.accountId);
    return {
      shippers: companies.map(({ seeded }) => seeded),
      logins: [...staff, ...companies.flatMap(({ people }) => people)].map(loginOf),
    };
  });
}

/** Who may more than the role says: one person looks as customers do, another stands in for a colleague. */
async function grantRights(
  graph: DemoGraph,
  staff: ReadonlyMap<string, string | undefined>,
  accountId: string | undefined,
): Promise<void> {
  const rights = [
    {
      memberId: staff.get('memphis'),
      permission: 'VIEW_AS_CUSTOMER',
      reason: 'Guides new customers through the portal',
    },
    { memberId: staff.get('sales'), accountId, reason: 'Stands in for Maya Lindqvist at the spring fair' },
  ];
  for (const right of rights) await graph.run(GRANT, { input: { effect: 'GRANT', ...right } });
}

async function invite(graph: DemoGraph, { account: _, ...person }: Person): Promise<string> {
  return (await graph.run(INVITE, { input: { ...person, password: PASSWORD } })).id;
}

const loginOf = ({ email, role, account }: Person): Login => ({ email, password: PASSWORD, role, account });

async function seedOrganization(graph: DemoGraph): Promise<Map<OrgKey, string>> {
  const ids = new Map<OrgKey, string>();
  for (const { key, parent, kind, name, timeZone } of ORGANIZATION) {
    const parentId = parent ? ids.get(parent) : undefined;
    const unit = await graph.run(CREATE_UNIT, { input: { kind, name, timeZone, ...(parentId ? { parentId } : {}) } });
    ids.set(key, unit.id);
  }
  for (const [currency, details] of Object.entries(BANK_DETAILS)) {
    const input = { orgUnitId: ids.get('group'), currency: currency || null, details, reason: 'The house bank' };
    await graph.run(SET_BANK_DETAILS, { input });
  }
  return ids;
}

async function seedShipper(
  graph: DemoGraph,
  shipper: Shipper,
  branchId: string | undefined,
  accountManagerId: string | undefined,
): Promise<{ seeded: SeededShipper; people: readonly Person[] }> {
  const { name, legalName, kind, grade, region, industry } = shipper;
  const account = {
    ...{ name, legalName, kind, grade, region, industry, branchId, accountManagerId },
    customerSince: '2021-04-01',
    creditLimit: { amountMinor: 25_000_000, currency: 'USD' },
  };
  const { id: accountId } = await graph.run(OPEN_ACCOUNT, { input: account });
  const people = peopleOf(shipper, accountId);
  const invited = Promise.all(people.map((person) => invite(graph, person)));
  const contact = {
    accountId,
    name: shipper.administrator,
    jobTitle: 'Head of logistics',
    email: `admin@${shipper.domain}`,
    topics: ['operations', 'claims'],
  };
  await graph.run(ADD_CONTACT, { input: contact });
  const consignees = await seedConsignees(graph, shipper, accountId);
  const integration = { accountId, name: 'Demo integration', scopes: ['read', 'write', 'edi'] };
  const key = await graph.run(CREATE_KEY, { input: integration });
  await invited;
  return { seeded: { shipper, accountId, consignees, apiKey: String(key['secret']) }, people };
}

function peopleOf({ name: account, domain, locale, timeZone, user, administrator }: Shipper, accountId: string) {
  const common = { accountId, account, locale, timeZone };
  return [
    { ...common, name: user, email: `user@${domain}`, role: 'SHIPPER_USER' },
    { ...common, name: administrator, email: `admin@${domain}`, role: 'SHIPPER_ADMINISTRATOR' },
  ];
}

async function seedConsignees(
  graph: DemoGraph,
  shipper: Shipper,
  accountId: string,
): Promise<SeededShipper['consignees']> {
  const consignees: { id: string; place: Place }[] = [];
  for (const [index, place] of shipper.consignees.entries()) {
    const { name, timeZone } = place;
    const input = { accountId, code: `SHIPTO-${index + 1}`, name, address: addressOf(place), timeZone };
    consignees.push({ id: (await graph.run(REGISTER, { input })).id, place });
  }
  return consignees;
}
