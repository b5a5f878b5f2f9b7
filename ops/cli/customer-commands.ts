import type { Command } from 'commander';
import type { Administration } from './admin.ts';
import { print } from './print.ts';

const REFUSED = '__typename ... on Refusal { message fix }';
const json = (command: Command): boolean => Boolean(command.optsWithGlobals()['json']);

/** accounts, members, keys. */
export function addCustomerCommands(program: Command, admin: Administration): void {
  addAccounts(program.command('accounts').description('customer companies'), admin);
  addMembers(program.command('members').description('people who sign in'), admin);
  addKeys(program.command('keys').description('API keys of an account'), admin);
  const units = program.command('units').description('organization tree');
  units.command('list').action(async (_, command: Command) => {
    print(await admin.run('customer', '{ orgUnits { id name kind path timeZone } }'), json(command));
  });
  units
    .command('create')
    .requiredOption('--name <name>')
    .requiredOption('--kind <kind>', 'GROUP, SUBSIDIARY, BRANCH, OFFICE or TEAM')
    .option('--parent <id>')
    .option('--time-zone <zone>', 'IANA name', 'UTC')
    .action(async (options, command: Command) => {
      const { name, kind, parent, timeZone } = options;
      const input = { name, kind, timeZone, ...(parent ? { parentId: parent } : {}) };
      print(
        await admin.run(
          'customer',
          `mutation($input: CreateOrgUnitInput!) { createOrgUnit(input: $input) { ${REFUSED} ... on OrgUnit { id name path } } }`,
          { input },
        ),
        json(command),
      );
    });
}

function addAccounts(accounts: Command, admin: Administration): void {
  accounts.command('list').action(async (_, command: Command) => {
    const page = await admin.run<{ nodes: unknown[] }>(
      'customer',
      '{ accounts(first: 100) { nodes { id name kind grade region } } }',
    );
    print(page.nodes, json(command));
  });
  accounts
    .command('open')
    .requiredOption('--name <name>')
    .requiredOption('--branch <id>', 'organization unit that answers for it')
    .option('--kind <kind>', 'SUPPLIER, MANUFACTURER, DISTRIBUTOR or RETAILER', 'DISTRIBUTOR')
    .option('--region <region>', 'sales region', 'unassigned')
    .option('--industry <industry>', 'what it makes or sells', 'unassigned')
    .action(async (options, command: Command) => {
      const { name, branch, kind, region, industry } = options;
      const input = { name, branchId: branch, kind, region, industry };
      print(
        await admin.run(
          'customer',
          `mutation($input: OpenAccountInput!) { openAccount(input: $input) { ${REFUSED} ... on Account { id name } } }`,
          { input },
        ),
        json(command),
      );
    });
}

function addMembers(members: Command, admin: Administration): void {
  members
    .command('list')
    .description('of an account, or the staff')
    .argument('[account]', 'account id; the staff when left out')
    .action(async (account: string | undefined, _, command: Command) => {
      const fields = 'id name email role active lastSignInAt';
      if (!account) {
        const staff = `{ staff(inactive: true) { ${fields} orgUnit { path } } }`;
        return print(await admin.run('customer', staff), json(command));
      }
      const found = await admin.run<{ members: unknown[] } | null>(
        'customer',
        `query($id: ID!) { account(id: $id) { members { ${fields} } } }`,
        { id: account },
      );
      print(found?.members ?? [], json(command));
    });
  members
    .command('invite')
    .requiredOption('--name <name>')
    .requiredOption('--email <email>')
    .requiredOption(
      '--role <role>',
      'SHIPPER_USER, SHIPPER_ADMINISTRATOR, ACCOUNT_MANAGER, SALES, SALES_HEAD, OPERATOR, EXECUTIVE or ADMINISTRATOR',
    )
    .requiredOption('--password <password>', 'first password')
    .option('--account <id>', 'for shipper roles')
    .option('--unit <id>', 'organization unit, for staff roles')
    .action(async (options, command: Command) => {
      const { name, email, role, password, account, unit } = options;
      const input = {
        name,
        email,
        role,
        password,
        ...(account ? { accountId: account } : {}),
        ...(unit ? { orgUnitId: unit } : {}),
      };
      print(
        await admin.run(
          'customer',
          `mutation($input: InviteMemberInput!) { inviteMember(input: $input) { ${REFUSED} ... on Member { id email role } } }`,
          { input },
        ),
        json(command),
      );
    });
  addMemberChanges(members, admin);
}

function addMemberChanges(members: Command, admin: Administration): void {
  const change = async (command: Command, call: string, types: string, variables: Record<string, unknown>) => {
    const text = `mutation(${types}) { ${call} { ${REFUSED} ... on Member { id email role active } } }`;
    print(await admin.run('customer', text, variables), json(command));
  };
  members
    .command('deactivate')
    .description('takes the login away and ends the sessions')
    .argument('<member>', 'member id')
    .action((id: string, _, command: Command) => change(command, 'deactivateMember(id: $id)', '$id: ID!', { id }));
  members
    .command('reactivate')
    .description('gives the login back')
    .argument('<member>', 'member id')
    .action((id: string, _, command: Command) => change(command, 'reactivateMember(id: $id)', '$id: ID!', { id }));
  members
    .command('role')
    .description('gives another role and ends the sessions')
    .argument('<member>', 'member id')
    .argument('<role>', 'as in invite; customers and staff keep their side')
    .action((id: string, role: string, _, command: Command) =>
      change(command, 'changeMemberRole(id: $id, role: $role)', '$id: ID!, $role: Role!', { id, role }),
    );
  members
    .command('reset-password')
    .description('sets a new first password and ends the sessions')
    .argument('<member>', 'member id')
    .requiredOption('--password <password>', 'new first password')
    .action((id: string, { password }: { password: string }, command: Command) =>
      change(command, 'resetMemberPassword(id: $id, password: $password)', '$id: ID!, $password: String!', {
        id,
        password,
      }),
    );
}

function addKeys(keys: Command, admin: Administration): void {
  keys
    .command('list')
    .argument('<account>', 'account id')
    .action(async (account: string, _, command: Command) => {
      const found = await admin.run<{ apiKeys: unknown[] } | null>(
        'customer',
        'query($id: ID!) { account(id: $id) { apiKeys { id prefix name scopes createdAt lastUsedAt revokedAt } } }',
        { id: account },
      );
      print(found?.apiKeys ?? [], json(command));
    });
  keys
    .command('create')
    .argument('<account>', 'account id')
    .requiredOption('--name <name>')
    .option('--scopes <scopes...>', 'read, write, edi', ['read'])
    .action(async (account: string, options: { name: string; scopes: string[] }, command: Command) => {
      const input = { accountId: account, name: options.name, scopes: options.scopes };
      const made = await admin.run<{ secret: string; apiKey: object }>(
        'customer',
        `mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) { ${REFUSED} ... on ApiKeyCreated { secret apiKey { id prefix scopes } } } }`,
        { input },
      );
      print({ ...made.apiKey, secret: made.secret }, json(command));
    });
  keys
    .command('revoke')
    .argument('<key>', 'key id')
    .action(async (key: string, _, command: Command) => {
      print(
        await admin.run(
          'customer',
          `mutation($id: ID!) { revokeApiKey(id: $id) { ${REFUSED} ... on ApiKey { id revokedAt } } }`,
          { id: key },
        ),
        json(command),
      );
    });
}
