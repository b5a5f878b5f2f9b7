import { csvCell } from '../../charts/chart-data.ts';
import type { SatisfactionLineFragment } from '../../generated/operations.ts';
import type { SaidText } from './said-text.ts';

const COLUMNS = [
  ...(['said.at', 'shipment.account', 'said.occasion', 'said.subject', 'shipment.number', 'said.score'] as const),
  ...(['said.outOf', 'satisfaction.cause', 'satisfaction.comment', 'satisfaction.respondent'] as const),
  ...(['satisfaction.channel', 'satisfaction.whatChanged'] as const),
] as const;

/** What was said as comma-separated values (RFC 4180), a row for each answer. */
export function answersCsv(answers: readonly SatisfactionLineFragment[], t: SaidText): string {
  const rows = answers.map(({ shipment, case: item, claim, ...answer }) => [
    ...[answer.at, answer.account.name, t(`satisfactionOccasion.${answer.occasion}`)],
    ...[item?.number ?? claim?.number ?? answer.period, shipment?.number ?? '', answer.score],
    answer.measure === 'CSAT' ? 5 : 10,
    ...[answer.causes.map((cause) => t(`satisfactionCause.${cause}`)).join('; '), answer.comment ?? ''],
    ...[answer.respondent ?? t('satisfaction.consignee'), t(`satisfactionChannel.${answer.channel}`)],
    answer.whatChanged ?? '',
  ]);
  return [COLUMNS.map((id) => t(id)), ...rows].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}
