import { runCheck } from '@quayside/edi-bridge/check/cli';
import { parseSettings } from '@quayside/shared/config';
import { settingsOrExit } from '@quayside/shared/process';
import { Command } from 'commander';
import { backUp } from '../backup/backup.ts';
import { restore } from '../backup/restore.ts';
import { readDemoFacts } from '../demo/demo-file.ts';
import { Administration, CliError } from './admin.ts';
import { addCustomerCommands } from './customer-commands.ts';
import { addEdiCommands, openEdiStore } from './edi-commands.ts';
import { addEvidenceCommands } from './evidence-commands.ts';
import { addLinkCommands } from './link-commands.ts';
import { print } from './print.ts';
import { addValueCommands } from './value-commands.ts';

/** `npm run -s quayside -- COMMAND …` */
export async function runCli(args: readonly string[]): Promise<number> {
  // Validation needs no store, no settings and its own exit codes.
  if (args[0] === 'edi' && args[1] === 'check')
    return runCheck(args.slice(2), {
      out: (text) => void process.stdout.write(text),
      err: (text) => void process.stderr.write(text),
    });
  const settings = settingsOrExit(parseSettings);
  if (!settings) return 1;
  const admin = new Administration(settings, { edi: openEdiStore(settings) });
  const program = new Command('quayside')
    .description('Administers a Quayside store.')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nWithout a store:\n  edi check FILE… [--json]    validates EDI files offline and without effect',
    )
    .exitOverride();
  addCustomerCommands(program, admin);
  addLinkCommands(program, admin);
  addEdiCommands(program, admin, settings);
  addEvidenceCommands(program, admin, settings);
  addValueCommands(program, admin);
  program
    .command('demo')
    .description("the demo's logins, API keys, tracking links and EDI partners")
    .action((_, command: Command) => {
      const facts = readDemoFacts(settings.home);
      if (!facts) throw new CliError(`There is no demo in ${settings.home}. Run npm start on an empty folder first.`);
      print(facts, true);
      void command;
    });
  program
    .command('backup')
    .description('copies databases, documents, archive and mailboxes as they are at one moment')
    .argument('<folder>', 'a new folder')
    .action(async (folder: string, _, command: Command) =>
      print(await backUp(settings, folder), Boolean(command.optsWithGlobals()['json'])),
    );
  program
    .command('restore')
    .description('puts a backup back; the server must be stopped')
    .argument('<folder>', 'made by backup')
    .option('--replace', 'put the present data aside')
    .action(async (folder: string, options: { replace?: boolean }, command: Command) =>
      print(await restore(settings, folder, options.replace ?? false), Boolean(command.optsWithGlobals()['json'])),
    );
  try {
    await program.parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    return exitCode(error);
  } finally {
    await admin.close();
  }
}

function exitCode(error: unknown): number {
  if (error instanceof CliError) {
    console.error(error.message);
    return 1;
  }
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string' && code.startsWith('commander.'))
    return code === 'commander.helpDisplayed' || code === 'commander.help' ? 0 : 2;
  throw error;
}
