import { formatMoney } from '../../format/money.ts';
import { formatNumber } from '../../format/quantity.ts';
import type { QuoteQuery } from '../../generated/operations.ts';
import { type Text, useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { Facts, Panel } from '../../ui/panel.tsx';
import { regimeName } from '../contracts/regime.ts';

type Terms = NonNullable<QuoteQuery['quote']>['proposals'][number];

/** What is promised, what is owed when it fails, and between whom. */
export function PromisePanels({ terms }: { terms: Pick<Terms, 'serviceLevels' | 'liability' | 'parties'> }) {
  const t = useText();
  return (
    <>
      <LevelsPanel levels={terms.serviceLevels} />
      <LiabilityPanel liability={terms.liability} />
      {terms.parties.length > 0 && (
        <Panel title={t('shipment.parties')}>
          <Facts of={terms.parties.map(({ role, name }) => [roleName(role, t), name])} />
        </Panel>
      )}
    </>
  );
}

function LevelsPanel({ levels }: { levels: Terms['serviceLevels'] }) {
  const t = useText();
  const { locale } = useReading();
  if (levels.length === 0) return null;
  return (
    <Panel title={t('contract.levels')}>
      <Facts
        of={levels.map((level) => [
          t(`serviceMetric.${level.metric}`),
          <span key={level.metric}>
            <strong className="tabular">
              {formatNumber(level.target, locale)}
              {level.metric.endsWith('PERCENT') ? ' %' : ` ${t('contract.hours')}`}
            </strong>
            {level.note && <span className="record-sub">{level.note}</span>}
          </span>,
        ])}
      />
    </Panel>
  );
}

export const PARTY_ROLES = ['CUSTOMER', 'PROVIDER', 'CARRIER', 'GUARANTOR'] as const;

// Roles are free text in the schema; the usual ones have words.
export function roleName(role: string, t: Text): string {
  const known = PARTY_ROLES.find((each) => each === role);
  return known ? t(`contractParty.${known}`) : role;
}

function LiabilityPanel({ liability }: Pick<Terms, 'liability'>) {
  const t = useText();
  const { locale } = useReading();
  const limit = (amount: Terms['liability']['limitPerKilogram']) =>
    amount ? formatMoney(amount, locale) : t('contract.noLimit');
  return (
    <Panel title={t('contract.liability')}>
      <Facts
        of={[
          [t('contract.regime'), regimeName(liability.regime, t)],
          [t('contract.perKilogram'), limit(liability.limitPerKilogram)],
          [t('contract.perShipment'), limit(liability.limitPerShipment)],
          [t('contract.fileWithin'), t('contract.days', { count: liability.fileWithinDays })],
        ]}
      />
    </Panel>
  );
}
