import type { Client } from 'urql';
import { csvCell } from '../../charts/chart-data.ts';
import { minorDigits } from '../../format/money.ts';
import {
  type PortfolioFilter,
  PortfolioListDocument,
  type PortfolioListQuery,
  type PortfolioRowFragment,
} from '../../generated/operations.ts';
import { saveCsv } from '../../ui/save-file.ts';
import type { ValueText } from './value-text.ts';
import { serviceWord, valueWord } from './value-words.ts';

const AT_ONCE = 100;

/** All customers that pass, also those that no page has shown yet. */
async function everyRow(client: Client, filter: PortfolioFilter) {
  const read = async (after: string | null): Promise<PortfolioListQuery['valuePortfolio']> => {
    const variables = { filter, first: AT_ONCE, after };
    const { data, error } = await client.query(PortfolioListDocument, variables, { requestPolicy: 'network-only' });
    if (!data) throw error ?? new Error('no answer');
    return data.valuePortfolio;
  };
  const rows: PortfolioRowFragment[] = [];
  let page = await read(null);
  rows.push(...page.list.nodes);
  while (page.list.pageInfo.hasNextPage) {
    page = await read(page.list.pageInfo.endCursor ?? null);
    rows.push(...page.list.nodes);
  }
  return { rows, currency: page.currency };
}

/** A table of customers as comma-separated values: bare numbers in units of the currency, everything else in words. */
export function customersCsv(rows: readonly PortfolioRowFragment[], currency: string, t: ValueText): string {
  const money = (minor: number | null | undefined) =>
    minor === null || minor === undefined ? null : minor / 10 ** minorDigits(currency);
  const named = (label: string) => `${label} (${currency})`;
  const columns: readonly (readonly [string, (row: PortfolioRowFragment) => string | number | null])[] = [
    [t('value.customer'), ({ account }) => account.name],
    [t('value.nextWho'), ({ account }) => account.accountManager?.name ?? null],
    [t('value.grade'), ({ grade }) => grade ?? null],
    [t('value.stageName'), ({ stage }) => valueWord('stage', stage, t)],
    [t('value.keyRank'), ({ keyRank }) => keyRank ?? null],
    [t('value.orders'), ({ orders }) => orders],
    [named(t('value.revenue')), ({ revenueMinor }) => money(revenueMinor)],
    [named(t('value.profit')), ({ profitMinor }) => money(profitMinor)],
    [named(t('value.lifetime')), ({ lifetimeMinor }) => money(lifetimeMinor)],
    [t('value.index'), ({ valueIndex }) => valueIndex ?? null],
    [t('value.loyalty'), ({ loyalty }) => loyalty ?? null],
    [`${t('value.growth')} (%)`, ({ growthPercent }) => growthPercent ?? null],
    [
      `${t('value.riskName')} (%)`,
      ({ riskPercent, stage }) => (stage === 'TERMINATION' ? null : (riskPercent ?? null)),
    ],
    [t('value.riskSigns'), ({ signals }) => signals.map((signal) => valueWord('signal', signal, t)).join('; ')],
    [t('value.lastOrder'), ({ lossMonth }) => lossMonth ?? null],
    [t('value.lossChart'), ({ lossCauses }) => lossCauses.map((cause) => valueWord('cause', cause, t)).join('; ')],
    [
      t('value.candidates'),
      ({ candidates }) =>
        candidates
          .map(({ code, service }) => [valueWord('candidate', code, t), service ? serviceWord(service, t) : []].flat())
          .map((words) => words.join(': '))
          .join('; '),
    ],
    [
      t('value.plan'),
      ({ contactPlan: { channel, play } }) => `${valueWord('channel', channel, t)}: ${valueWord('play', play, t)}`,
    ],
    [t('value.nextDue'), ({ contactPlan }) => contactPlan.dueAt.slice(0, 10)],
    [t('value.incompleteMark'), ({ gaps }) => gaps.map((code) => valueWord('gap', code, t)).join(' ')],
  ];
  return [columns.map(([label]) => label), ...rows.map((row) => columns.map(([, of]) => of(row)))]
    .map((cells) => `${cells.map(csvCell).join(',')}\r\n`)
    .join('');
}

/** Gives the person all customers of a list as a file. */
export async function saveCustomers(
  client: Client,
  filter: PortfolioFilter,
  { t, title }: { readonly t: ValueText; readonly title: string },
): Promise<void> {
  const { rows, currency } = await everyRow(client, filter);
  saveCsv(title, customersCsv(rows, currency, t));
}
