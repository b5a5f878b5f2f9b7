import type { ReactNode } from 'react';
import { useQuery } from 'urql';
import { ClaimOutlookDocument, type LossCause } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { limitWords } from '../claim/limit-words.ts';
import { ClockList } from '../clock/clock-list.tsx';
import '../claim/claim.css';

interface OutlookProps {
  readonly shipmentId: string;
  readonly causes: readonly LossCause[];
  /** Asked for when the time to file has ended. */
  readonly late: ReactNode;
}

/** What filing now would bring: the times that begin on each leg, the papers that are wanted, and what is owed at most. */
export function ClaimOutlook({ shipmentId, causes, late }: OutlookProps) {
  const t = useText();
  const { locale } = useReading();
  const distinct = [...new Set(causes)].sort();
  const [{ data }] = useQuery({ query: ClaimOutlookDocument, variables: { shipmentId, causes: distinct } });
  const outlook = data?.claimOutlook;
  if (!outlook) return null;
  return (
    <>
      {outlook.late && late}
      <details className="claim-outlook">
        <summary>{t('claim.outlook')}</summary>
        <p className="soft small">
          {t('claim.papers')}: {outlook.papers.map((kind) => t(`paperKind.${kind}`)).join(', ')}
        </p>
        {outlook.limit && <p className="soft small">{limitWords(outlook.limit, locale, t)}</p>}
        {outlook.legs
          .filter(({ clocks }) => clocks.length > 0)
          .map((leg) => (
            <div key={leg.kind}>
              <strong>{t(`legKind.${leg.kind}`)}</strong>
              <ClockList clocks={leg.clocks} />
            </div>
          ))}
      </details>
    </>
  );
}
