import type { ReactNode } from 'react';
import { formatDate } from '../../format/instant.ts';
import { formatNumber } from '../../format/quantity.ts';
import type { ClauseFactsFragment, QuoteQuery, TierFactsFragment } from '../../generated/operations.ts';
import { codeWord } from '../../language/code-words.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { Facts, Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { CataloguePanel } from '../contract/contract-prices.tsx';
import { PromisePanels } from './promise-panels.tsx';

export type Terms = NonNullable<QuoteQuery['quote']>['proposals'][number];

type ShownTerms = Omit<
  Terms,
  '__typename' | 'round' | 'side' | 'actor' | 'at' | 'note' | 'validUntil' | 'validFrom' | 'name'
>;

/** The terms that are on the table, complete. @param validFrom their first day */
export function TermsPanels({ terms, validFrom }: { terms: ShownTerms; validFrom: string }) {
  const t = useText();
  const { locale } = useReading();
  return (
    <>
      <Panel title={t('contract.services')} count={terms.services.length} flush>
        <p className="panel-empty">
          {formatDate(validFrom, locale)} – {formatDate(terms.validTo, locale)}
        </p>
        <ul className="rows">
          {terms.services.map((covered) => (
            <li key={covered.service}>
              <span className="grow">
                <strong>{t(`logisticsService.${covered.service}`)}</strong>
                {covered.note && <span className="record-sub">{covered.note}</span>}
              </span>
              {covered.guaranteed && <StateMark tone="good">{t('contract.guaranteed')}</StateMark>}
            </li>
          ))}
        </ul>
      </Panel>
      <VolumesPanel volumes={terms.volumes} />
      <CataloguePanel contract={terms} />
      {terms.tier && <TierPanel tier={terms.tier} />}
      {terms.otif && <ClausePanel clause={terms.otif} />}
      <PromisePanels terms={terms} />
      <PapersPanel papers={terms.papers} />
    </>
  );
}

/** What the customer brings at least. */
export function VolumesPanel({ volumes }: Pick<Terms, 'volumes'>) {
  const t = useText();
  const { locale } = useReading();
  if (volumes.length === 0) return null;
  return (
    <Panel title={t('contract.volumes')}>
      <Facts
        of={volumes.map(({ service, quantity, unit, per }) => [
          t(`logisticsService.${service}`),
          `${formatNumber(quantity, locale)} ${codeWord('unitName', unit, t)} ${t(`volumePer.${per}`)}`,
        ])}
      />
    </Panel>
  );
}

/** What this class of customers is granted. */
export function TierPanel({ tier }: { tier: TierFactsFragment }) {
  const t = useText();
  const hours = (amount: number | null | undefined) =>
    amount === null || amount === undefined ? null : `${amount} ${t('contract.hours')}`;
  return (
    <Panel title={`${t('contract.tier')}: ${tier.name}`}>
      <Facts
        of={[
          [t('tier.priority'), t(`priority.${tier.priority}`)],
          [t('tier.response'), hours(tier.responseHours)],
          [t('tier.resolve'), hours(tier.resolveHours)],
          [t('tier.staff'), tier.namedManager && t('tier.namedManager')],
          [t('tier.resources'), tier.resources],
          [t('tier.content'), tier.content.join(' · ')],
        ]}
      />
    </Panel>
  );
}

/** The one rule from which score, alert and credit note are worked out. */
export function ClausePanel({ clause, actions }: { clause: ClauseFactsFragment; actions?: ReactNode }) {
  const t = useText();
  const early =
    clause.earlyMinutes === null || clause.earlyMinutes === undefined
      ? t('otif.anyEarly')
      : t('otif.minutesEarly', { minutes: clause.earlyMinutes });
  return (
    <Panel title={t('otif.clause')} actions={actions}>
      <p>
        {t('otif.rule', {
          target: clause.targetPercent,
          late: clause.lateMinutes,
          short: clause.shortPercent,
          credit: clause.creditPercent,
          period: t(`otifPeriod.${clause.period}`),
        })}
      </p>
      <Facts
        of={[
          [t('otif.early'), early],
          [t('otif.exclusions'), clause.exclusions.join(', ')],
          [t('otif.zone'), clause.timeZone],
        ]}
      />
    </Panel>
  );
}

/** Signed papers and annexes. */
export function PapersPanel({ papers }: Pick<Terms, 'papers'>) {
  const t = useText();
  if (papers.length === 0) return null;
  return (
    <Panel title={t('shipment.documents')} count={papers.length} flush>
      <ul className="rows">
        {papers.map(({ fileId, fileName, url }) => (
          <li key={fileId}>
            <a href={url}>{fileName}</a>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
