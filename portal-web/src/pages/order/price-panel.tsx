import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { formatDate } from '../../format/instant.ts';
import { formatMoney } from '../../format/money.ts';
import { LookUpPriceDocument, type LookUpPriceInput, type LookUpPriceQuery } from '../../generated/operations.ts';
import { QueryFailure } from '../../graph/query-failure.tsx';
import { refusalWords } from '../../language/code-words.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { ChargeReasons } from '../../status/charge-reasons.tsx';
import { PanelSkeleton } from '../../ui/empty-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';

type Lookup = Extract<LookUpPriceQuery['lookUpPrice'], { __typename: 'PriceLookup' }>;
type Service = Lookup['services'][number];

/** What it would cost, charge by charge, and whether the contract covers it. `input` is null while too little is known. */
export function PricePanel({ input }: { input: LookUpPriceInput | null }) {
  const t = useText();
  const { locale } = useReading();
  const [{ data, error }, readAgain] = useQuery({
    query: LookUpPriceDocument,
    variables: { input: input ?? { accountId: '' } },
    pause: input === null,
    requestPolicy: 'network-only',
  });
  // While the next answer is on its way, the last one stays on screen.
  const [known, setKnown] = useState(data?.lookUpPrice);
  if (data && known !== data.lookUpPrice) setKnown(data.lookUpPrice);
  const answer = input && (data?.lookUpPrice ?? known);
  return (
    <Panel title={t('price.title')} flush>
      {!input && <p className="panel-empty">{t('price.askFor')}</p>}
      {input && error && !answer && <QueryFailure error={error} retry={readAgain} />}
      {input && !error && !answer && <PanelSkeleton />}
      {answer?.__typename === 'Refusal' && (
        <p className="panel-empty">{refusalWords(answer.code, answer.message, locale, t, answer.figures).text}</p>
      )}
      {answer?.__typename === 'PriceLookup' && <Prices lookup={answer} />}
    </Panel>
  );
}

function Prices({ lookup }: { lookup: Lookup }) {
  const t = useText();
  const { locale } = useReading();
  return (
    <>
      <ul className="rows" aria-live="polite">
        {lookup.services.map((one) => (
          <ServiceRow key={one.service} one={one} />
        ))}
        {lookup.totals.map((total) => (
          <li key={total.currency}>
            <strong className="grow">{t(lookup.complete ? 'price.total' : 'price.totalOfPriced')}</strong>
            <strong className="tabular">{formatMoney(total, locale)}</strong>
          </li>
        ))}
      </ul>
      <p className="panel-empty">{t('price.hint', { date: formatDate(lookup.date, locale) })}</p>
    </>
  );
}

const REASONS = ['NO_CONTRACT', 'NOT_COVERED', 'NOT_YET_VALID', 'EXPIRED'] as const;

/** One service: its right first, then what it costs by which clause. */
function ServiceRow({ one: { service, entitlement, charges, refusal } }: { one: Service }) {
  const t = useText();
  const { locale } = useReading();
  const reason = REASONS.find((each) => each === entitlement.reason) ?? 'NOT_COVERED';
  return (
    <>
      <li>
        <span className="grow">
          {t(`logisticsService.${service}`)}
          <span className="record-sub">
            {entitlement.contract ? (
              <Link to="/contracts/$contractId" params={{ contractId: entitlement.contract.id }}>
                {t('entitlement.covered', { number: entitlement.contract.number })}
              </Link>
            ) : (
              t(`entitlement.${reason}`)
            )}
          </span>
          {refusal && (
            <span className="record-sub">
              {refusalWords(refusal.code, refusal.message, locale, t, refusal.figures).text}
            </span>
          )}
        </span>
        {!entitlement.entitled && <StateMark tone="bad">{t('price.notCovered')}</StateMark>}
        {entitlement.entitled && refusal && <StateMark tone="warn">{t('price.unknown')}</StateMark>}
      </li>
      {charges.map((charge) => (
        <li key={`${charge.kind}:${charge.unit}`}>
          <span className="grow">
            {t(`chargeKind.${charge.kind}`)}
            {charge.why && <ChargeReasons why={charge.why} quantity={charge.quantity} />}
          </span>
          <span className="tabular">{formatMoney(charge.amount, locale)}</span>
        </li>
      ))}
    </>
  );
}
