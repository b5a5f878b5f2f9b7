import type { Settings } from '@quayside/shared/config';
import type { Command } from 'commander';
import type { Administration } from './admin.ts';
import { addChannelCommands } from './channel-commands.ts';
import { profileInput, withProfileOptions } from './partner-options.ts';
import { print } from './print.ts';

const PARTNER = `__typename ... on Refusal { message fix } ... on EdiPartner {
  id name senderId receiverId test state mailbox mapVersion version acknowledgement outSets delimiters timeZone charset }`;
const json = (command: Command): boolean => Boolean(command.optsWithGlobals()['json']);

/** partners list, versions, add, change, channel, pause and resume. */
export function addPartnerCommands(program: Command, admin: Administration, settings: Settings): void {
  const partners = program.command('partners').description('EDI partners');
  partners.command('list').action(async (_, command: Command) => {
    const fields = 'id name senderId receiverId state version mapVersion mailbox';
    print(await admin.run('edi', `{ ediPartners { ${fields} } }`), json(command));
  });
  partners
    .command('versions')
    .description('what was agreed with a partner, from which day on')
    .argument('<id>')
    .action(async (id: string, _, command: Command) => {
      const text =
        'query($id: ID!) { ediPartner(id: $id) { id versions { number effectiveFrom note by at changes } } }';
      print(await admin.run('edi', text, { id }), json(command));
    });
  addNew(partners, admin, settings);
  addChange(partners, admin);
  addChannelCommands(partners, admin);
  for (const [name, paused] of [
    ['pause', true],
    ['resume', false],
  ] as const)
    partners
      .command(name)
      .description(paused ? 'keeps and holds what comes, and sends nothing' : 'takes up traffic again')
      .argument('<id>')
      .action(async (id: string, _, command: Command) => {
        const text = `mutation($id: ID!, $paused: Boolean!) { pauseEdiPartner(id: $id, paused: $paused) { ${PARTNER} } }`;
        print(await admin.run('edi', text, { id, paused }), json(command));
      });
}

function addNew(partners: Command, admin: Administration, settings: Settings): void {
  const add = partners
    .command('add')
    .argument('<id>', 'short name: mailbox folder and POST /edi/ID')
    .requiredOption('--account <id>')
    .requiredOption('--sender <id>', 'qualifier and id of ISA05/06, such as ZZ:ACME')
    .requiredOption('--receiver <id>', 'ours in ISA07/08, such as ZZ:QUAYSIDE')
    .option('--name <name>')
    .option('--test', 'mark all that we send as a test (ISA15 T)');
  withProfileOptions(add).action(async (id: string, options, command: Command) => {
    const { account, sender, receiver, name, test } = options;
    const profile = { outSets: ['997', '945', '990', '214'], ...profileInput(options) };
    const ids = { id, accountId: account, name: name ?? id, senderId: sender, receiverId: receiver };
    const partner = await admin.run<object>(
      'edi',
      `mutation($input: AddEdiPartnerInput!) { addEdiPartner(input: $input) { ${PARTNER} } }`,
      { input: { ...ids, test: test ?? false, profile } },
    );
    print({ ...partner, home: settings.home }, json(command));
  });
}

function addChange(partners: Command, admin: Administration): void {
  const change = partners
    .command('change')
    .description('what was agreed becomes a new version')
    .argument('<id>')
    .option('--name <name>')
    .option('--sender <id>')
    .option('--receiver <id>')
    .option('--test')
    .option('--no-test', 'what we send is live (ISA15 P)')
    .option('--from <instant>', 'when the new version begins to hold; now when left out')
    .option('--note <note>', 'why');
  withProfileOptions(change).action(async (id: string, options, command: Command) => {
    const { name, sender, receiver, from, note } = options;
    // Commander takes --no-test for a default of true: only what was typed is meant.
    const test = change.getOptionValueSource('test') === 'cli' ? { test: options.test } : {};
    const given = { name, senderId: sender, receiverId: receiver, ...test, profile: profileInput(options) };
    const text = `mutation($id: ID!, $input: ChangeEdiPartnerInput!, $from: Instant, $note: String) {
      changeEdiPartner(id: $id, input: $input, effectiveFrom: $from, note: $note) { ${PARTNER} } }`;
    print(await admin.run('edi', text, { id, input: given, from, note }), json(command));
  });
}
