import { keepValues } from '@quayside/customer/value/keeping-commands';
import { compareWithLogs, repairFromLogs } from '@quayside/customer/value/rebuild-commands';
import type { SubgraphName } from '@quayside/shared/config';
import { EventLog } from '@quayside/shared/outbox/event-log';
import type { Command } from 'commander';
import { chooseCurrency, houseOf } from '../house-currency.ts';
import { type Administration, CliError } from './admin.ts';
import { print } from './print.ts';

/** What customers are worth, worked out again from the logs of all stores. */
export function addValueCommands(program: Command, admin: Administration): void {
  const value = program.command('value').description('what customers are worth');
  value
    .command('currency')
    .description('the house currency; with a code, chooses it: best before anything is booked')
    .argument('[code]', 'ISO 4217, such as CNY')
    .option('--rate <rate>', 'units of it for one of the present currency; needed once something is booked', Number)
    .action(async (code: string | undefined, { rate }: { rate?: number }, command: Command) => {
      const customer = await admin.subgraph('customer');
      const chosen = code === undefined ? houseOf(customer) : chooseCurrency(customer, code, rate ?? null);
      const house = await chosen.catch((error: Error) => {
        throw new CliError(error.message);
      });
      print(house, Boolean(command.optsWithGlobals()['json']));
    });
  value
    .command('rebuild')
    .description('works all figures out again from the logs and compares them; exit code 1 when something differs')
    .option('--repair', 'put what the logs tell in the place of what differs')
    .action(async ({ repair }: { repair?: boolean }, command: Command) => {
      const found = await rebuild(admin, repair ?? false);
      print(found, Boolean(command.optsWithGlobals()['json']));
      if (found.equal) return;
      if (found.moved) throw new CliError('Events came while the logs were read: run it again.');
      throw new CliError(`${found.differing.length} differ: see above. --repair puts the logs' word in their place.`);
    });
}

async function rebuild(admin: Administration, repair: boolean) {
  const { db } = await admin.subgraph('customer');
  const logOf = async (name: SubgraphName): Promise<EventLog> => new EventLog(name, (await admin.subgraph(name)).db);
  const logs = {
    shipment: await logOf('shipment'),
    contract: await logOf('contract'),
    service: await logOf('service'),
    customer: await logOf('customer'),
  };
  const found = await compareWithLogs(db, logs, Date.now());
  if (found.equal || !repair || found.moved) return found;
  await repairFromLogs(db, logs, [...new Set(found.differing.map(({ accountId }) => accountId))]);
  await keepValues(db, Date.now());
  return compareWithLogs(db, logs, Date.now());
}
