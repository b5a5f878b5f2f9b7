import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';

/** Options that name a field of a partner's profile. */
export interface ProfileOptions {
  readonly version?: string;
  readonly ack?: string;
  readonly out?: readonly string[];
  readonly delimiters?: string;
  readonly zone?: string;
  readonly charset?: string;
  readonly unencodable?: string;
  readonly ackWithin?: number;
  readonly escalateAfter?: number;
  readonly statusCodes?: readonly string[];
  readonly statusTime?: string;
  readonly tenders?: string;
  readonly confirm?: string;
  readonly stockReport?: string;
  readonly itemIds?: readonly string[];
  readonly orderStatus?: readonly { code: string; meaning: string }[];
  readonly carrier?: string;
  readonly billingScac?: string;
  readonly dailyFiles?: number;
  readonly dailyMib?: number;
  readonly check?: readonly { place: string; treatment: string }[];
}

const minutes = (text: string): number => {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Give whole minutes.');
  return Number(text);
};

/** `W0501=ignore` as its two halves, gathered over repeated options. */
const pairs =
  <Left extends string, Right extends string>(left: Left, right: Right) =>
  (text: string, before: readonly Record<Left | Right, string>[] = []): readonly Record<Left | Right, string>[] => {
    const [one, other] = text.split('=');
    if (!one || !other) throw new InvalidArgumentError('Write it as NAME=VALUE.');
    return [...before, { [left]: one, [right]: other } as Record<Left | Right, string>];
  };

/** Adds an option for each field of a partner's profile; what is left out stays as it is, or as most partners have it. */
export const withProfileOptions = (command: Command): Command =>
  command
    .option('--version <version>', 'GS08 of what we send')
    .option('--ack <997|999>', 'what 005010 groups are answered with')
    .option('--out <sets...>', 'sets to send')
    .option('--delimiters <four>', 'element, repetition, component and segment separator')
    .option('--zone <zone>', 'their clock, such as America/Chicago')
    .option('--charset <charset>', 'utf8, latin1 or ascii')
    .option('--unencodable <what>', 'separators in values: refuse or replace')
    .option('--ack-within <minutes>', 'our groups expect a 997 by then; 0 for none', minutes)
    .option('--escalate-after <minutes>', 'second alarm for an overdue 997', minutes)
    .option('--status-codes <codes...>', 'AT701 codes wanted as 214')
    .option('--status-time <LT|UT>', 'clock of the times in a 214')
    .option('--tenders <rule>', 'PERSON, ACCEPT or DECLINE_AFTER_DEADLINE')
    .option('--confirm <rule>', 'who answers an 850: PERSON or CONFIRM')
    .option('--stock-report <HH:MM>', 'a daily 846 on their clock')
    .option('--item-ids <qualifiers...>', 'product ids, the one that counts first')
    .option('--order-status <code=meaning>', 'NEW, CANCEL or CHANGE; may be repeated', pairs('code', 'meaning'))
    .option('--carrier <scac>', 'the partner is this carrier')
    .option('--billing-scac <scac>', 'our SCAC on a 210 to it')
    .option('--daily-files <number>', 'files that it may send in 24 hours', Number)
    .option('--daily-mib <number>', 'MiB that it may send in 24 hours', Number)
    .option('--check <place=treatment>', 'such as W0501=ignore; may be repeated', pairs('place', 'treatment'));

/** The options as the graph's EdiProfileInput. */
export function profileInput(options: ProfileOptions): Record<string, unknown> {
  const { ack, out, zone, ackWithin, escalateAfter, tenders, confirm, stockReport, itemIds, carrier, check } = options;
  const { version, delimiters, charset, unencodable, statusCodes, statusTime, orderStatus } = options;
  const input = {
    ...{ version, delimiters, charset, unencodable, statusCodes, statusTime, orderStatus, acknowledgement: ack },
    ...{ outSets: out, timeZone: zone, acknowledgeWithinMinutes: ackWithin, escalateAfterMinutes: escalateAfter },
    ...{ tenderRule: tenders, confirmRule: confirm, stockReportAt: stockReport, itemIdPriority: itemIds },
    ...{
      carrierScac: carrier,
      billingScac: options.billingScac,
      checks: check,
      dailyFiles: options.dailyFiles,
      dailyMegabytes: options.dailyMib,
    },
  };
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}
