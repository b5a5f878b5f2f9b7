import { openEdiAdministration } from '@quayside/edi-bridge/administration';
import type { Settings } from '@quayside/shared/config';
import type { Subgraph, SubgraphDeps } from '@quayside/shared/graphql/subgraph';
import type { Command } from 'commander';
import { type Administration, CliError } from './admin.ts';
import { addPartnerCommands } from './partner-commands.ts';
import { print } from './print.ts';

const REFUSED = '__typename ... on Refusal { message fix }';
const json = (command: Command): boolean => Boolean(command.optsWithGlobals()['json']);

const LEDGER = `query($partnerId: ID, $from: Instant, $to: Instant) { ediLedger(partnerId: $partnerId, from: $from, to: $to) {
  received processed duplicate quarantined rejected held inProgress replaced dismissed receivedBalanced
  sent acknowledged rejectedByPartner overdue waiting cancelled notExpected sentBalanced unsent
  controlNumbers { partnerId level given used gapFree } } }`;
const REPLAY = `mutation($filter: EdiMessageFilter!, $dryRun: Boolean!, $mapVersion: Int, $force: Boolean!, $reason: String) {
  replayEdiMessages(filter: $filter, dryRun: $dryRun, mapVersion: $mapVersion, force: $force, reason: $reason) {
    ${REFUSED} ... on EdiReplayReport { total done would { message { id state summary } effect note } } } }`;

const VERIFY = `{ verifyEdiArchive {
  files bytes missing altered orphaned holds tookMs findings { kind sha256 message { id summary } } } }`;

interface Ledger {
  readonly receivedBalanced: boolean;
  readonly sentBalanced: boolean;
  readonly controlNumbers: readonly { readonly gapFree: boolean }[];
}

/** Opens the bridge's store without its channels. */
export const openEdiStore =
  ({ home, as2Url, sftp }: Settings) =>
  (deps: SubgraphDeps): Promise<Subgraph> =>
    openEdiAdministration({ ...deps, home, as2Url, sftp });

/** partners, the ledger, and replay of what is archived. `edi check` runs before any store is opened. */
export function addEdiCommands(program: Command, admin: Administration, settings: Settings): void {
  addPartnerCommands(program, admin, settings);
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
  const edi = program.command('edi').description('the EDI ledger and its archive');
  addLedger(edi, admin);
  addVerify(edi, admin);
  addReplay(edi, admin);
}

function addLedger(edi: Command, admin: Administration): void {
  withRange(edi.command('ledger').description('what came and went, and what became of it; fails when the sums differ'))
    .option('--partner <id>')
    .action(async ({ partner, from, to }, command: Command) => {
      const ledger = await admin.run<Ledger>('edi', LEDGER, { partnerId: partner, from, to });
      print(ledger, json(command));
      const whole = ledger.receivedBalanced && ledger.sentBalanced && ledger.controlNumbers.every((one) => one.gapFree);
      if (!whole) throw new CliError('The ledger does not balance.');
    });
}

function addVerify(edi: Command, admin: Administration): void {
  edi
    .command('verify')
    .description(
      'reads every byte of the archive again; fails when something that the ledger names is missing or altered',
    )
    .action(async (_, command: Command) => {
      const report = await admin.run<{ holds: boolean }>('edi', VERIFY);
      print(report, json(command));
      if (!report.holds) throw new CliError('The archive does not hold what the ledger names.');
    });
}

function addReplay(edi: Command, admin: Administration): void {
  withRange(edi.command('replay').description('takes up a range of the archive again'))
    .option('--partner <id>')
    .option('--states <states...>', 'such as QUARANTINED HELD')
    .option('--ids <ids...>')
    .option('--map-version <number>', "version of the partner's profile; the one that holds now when left out", Number)
    .option('--dry-run', 'only say what each message would do')
    .option('--force', 'also what was processed: what was refused in it is tried again')
    .option('--reason <reason>')
    .action(async (options, command: Command) => {
      const { partner: partnerId, from, to, states, ids, mapVersion, dryRun = false, force = false, reason } = options;
      if (!from && !to && !ids) throw new CliError('Say which messages are meant: --from, --to or --ids.');
      const filter = { partnerId, from, to, states, ids };
      print(await admin.run('edi', REPLAY, { filter, dryRun, mapVersion, force, reason }), json(command));
    });
}

const withRange = (command: Command): Command =>
  command.option('--from <instant>', 'from this moment on').option('--to <instant>', 'before this moment');
