import { openEdiAdministration } from '@quayside/edi-bridge/administration';
import type { Settings } from '@quayside/shared/config';
import type { Subgraph, SubgraphDeps } from '@quayside/shared/graphql/subgraph';
import type { Command } from 'commander';
import type { Administration } from './admin.ts';
import { addChannelCommands } from './channel-commands.ts';
import { print } from './print.ts';

const REFUSED = '__typename ... on Refusal { message fix }';
const json = (command: Command): boolean => Boolean(command.optsWithGlobals()['json']);

/** Opens the bridge's store without its channels. */
export const openEdiStore =
  ({ home, as2Url, sftp }: Settings) =>
  (deps: SubgraphDeps): Promise<Subgraph> =>
    openEdiAdministration({ ...deps, home, as2Url, sftp });

/** partners, and replay of what is archived. `edi check` runs before any store is opened. */
export function addEdiCommands(program: Command, admin: Administration, settings: Settings): void {
  const partners = program.command('partners').description('EDI partners');
  partners.command('list').action(async (_, command: Command) => {
    print(await admin.run('edi', '{ ediPartners { id name senderId receiverId version mailbox } }'), json(command));
  });
  partners
    .command('add')
    .argument('<id>', 'short name: mailbox folder and POST /edi/ID')
    .requiredOption('--account <id>')
    .requiredOption('--sender <id>', 'qualifier and id of ISA05/06, such as ZZ:ACME')
    .requiredOption('--receiver <id>', 'ours in ISA07/08, such as ZZ:QUAYSIDE')
    .option('--name <name>')
    .option('--version <version>', 'GS08', '004010')
    .option('--out <sets...>', 'sets to send', ['997', '945', '990', '214'])
    .action(async (id: string, options, command: Command) => {
      const { account, sender, receiver, name, version, out } = options;
      const input = {
        id,
        accountId: account,
        name: name ?? id,
        senderId: sender,
        receiverId: receiver,
        version,
        outSets: out,
      };
      const partner = await admin.run<object>(
        'edi',
        `mutation($input: AddEdiPartnerInput!) { addEdiPartner(input: $input) { ${REFUSED} ... on EdiPartner { id senderId receiverId mailbox } } }`,
        { input },
      );
      print({ ...partner, home: settings.home }, json(command));
    });
  addChannelCommands(partners, admin);
  program
    .command('replay')
    .description('processes archived messages again; what already had its effect has no second one')
    .argument('<message...>', 'message ids')
    .action(async (ids: string[], _, command: Command) => {
      const outcomes: unknown[] = [];
      for (const id of ids)
        outcomes.push(
          await admin.run(
            'edi',
            `mutation($id: ID!) { replayEdiMessage(id: $id) { ${REFUSED} ... on EdiMessage { id state summary } } }`,
            { id },
          ),
        );
      print(outcomes, json(command));
    });
}
