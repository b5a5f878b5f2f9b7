import { startQuayside } from '@quayside/gateway/quayside';
import { parseSettings } from '@quayside/shared/config';
import { type Log, openLog } from '@quayside/shared/log';
import { settingsOrExit, stopOnSignal } from '@quayside/shared/process';
import { DemoClock } from './demo/clock.ts';
import { type DemoFacts, movedTo, readDemoFacts, writeDemoFacts } from './demo/demo-file.ts';
import { isEmptyStore, seedDemo } from './demo/seed.ts';
import { DemoTraffic } from './demo/traffic.ts';
import { chooseFirstCurrency } from './house-currency.ts';

/**
 * `npm start`: the whole product in one process, with demo data in an empty store unless `--empty` is given. `--currency`
 * chooses the house currency, which the demo does not ask for: it trades in USD.
 */
export async function start(args: readonly string[]): Promise<void> {
  const settings = settingsOrExit(parseSettings);
  if (!settings) return;
  const log = openLog(settings.logLevel);
  const clock = new DemoClock();
  const quayside = await startQuayside(settings, { now: clock.now, log });
  if (!(await inCurrency(quayside, args, log))) return quayside.stop();
  const facts = await demoFacts(quayside, clock, settings.home, args.includes('--empty'));
  const traffic = new DemoTraffic(quayside.graph, log);
  if (facts) traffic.start();
  process.stdout.write(`ready ${quayside.url}\n`);
  if (facts) process.stdout.write(loginText(facts));

  stopOnSignal(async () => {
    await traffic.stop();
    await quayside.stop();
  });
  return new Promise(() => {});
}

/** `--currency CNY`: a new house chooses what it counts in before anything is booked. False when that was refused. */
async function inCurrency(
  { subgraphs: { customer } }: Awaited<ReturnType<typeof startQuayside>>,
  args: readonly string[],
  log: Log,
): Promise<boolean> {
  const at = args.indexOf('--currency');
  if (at < 0 || !customer) return true;
  try {
    const wanted = args[at + 1] ?? '';
    const { currency } = await chooseFirstCurrency(customer, wanted);
    if (currency !== wanted)
      log.info({ wanted, currency }, 'the house has settings of its own: --currency is not heeded');
    return true;
  } catch (error) {
    process.stderr.write(`--currency: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
    return false;
  }
}

async function demoFacts(
  quayside: Awaited<ReturnType<typeof startQuayside>>,
  clock: DemoClock,
  home: string,
  empty: boolean,
): Promise<DemoFacts | null> {
  if (!empty && (await isEmptyStore(quayside))) {
    const facts = await seedDemo(quayside, clock, home);
    writeDemoFacts(home, facts);
    return facts;
  }
  const known = readDemoFacts(home);
  if (!known) return null;
  // The store may listen elsewhere today.
  const moved = movedTo(known, quayside.url, home);
  writeDemoFacts(home, moved);
  return moved;
}

function loginText(facts: DemoFacts): string {
  const width = Math.max(...facts.members.map((member) => member.email.length));
  const logins = facts.members.map(
    ({ email, role, account }) => `  ${email.padEnd(width)}  ${role}${account ? `  ${account}` : ''}`,
  );
  const links = facts.trackingLinks.map((link) => `  ${link.url}`);
  return [
    '',
    `Demo logins (password ${facts.members[0]?.password ?? ''}):`,
    ...logins,
    '',
    'Tracking pages without login:',
    ...links,
    '',
    'Keys, mailboxes and more: npm run -s quayside -- demo --json',
    '',
  ].join('\n');
}
