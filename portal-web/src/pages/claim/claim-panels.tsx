import { Moment } from '../../format/moment.tsx';
import { formatMoney } from '../../format/money.ts';
import type { ClaimFactsFragment } from '../../generated/operations.ts';
import { quantityWords } from '../../language/code-words.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { ClaimStateMark } from '../../status/work-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { regimeName } from '../contracts/regime.ts';
import '../../ui/record-table.css';

/** What is asked for and why. */
export function ClaimLinesPanel({ claim }: { claim: ClaimFactsFragment }) {
  const t = useText();
  const { locale } = useReading();
  return (
    <Panel title={t('claim.lines')} count={claim.lines.length} flush>
      <div className="table-scroll">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('claim.item')}</th>
              <th scope="col">{t('claim.cause')}</th>
              <th scope="col" data-numeric="">
                {t('claim.quantity')}
              </th>
              <th scope="col" data-numeric="">
                {t('claim.amount')}
              </th>
            </tr>
          </thead>
          <tbody>
            {claim.lines.map((line) => (
              <tr key={line.id}>
                <td>
                  {line.description}
                  {line.sku && <span className="record-sub">{line.sku}</span>}
                </td>
                <td>{t(`lossCause.${line.cause}`)}</td>
                <td data-numeric="">{quantityWords(line.quantity, line.unit, locale, t)}</td>
                <td data-numeric="">{formatMoney(line.amount, locale)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={3}>
                {t('claim.total')}
              </th>
              <td data-numeric="">
                <strong>{formatMoney(claim.amount, locale)}</strong>
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
      <div className="panel-body">
        <p className="message-body">{claim.statement}</p>
        {claim.liabilityAsserted && <p className="soft small">{t('claim.asserted')}</p>}
      </div>
    </Panel>
  );
}

/** Customer against us, and us against the carrier: each with its own rules and clock. */
export function ClaimLegsPanel({ claim }: { claim: ClaimFactsFragment }) {
  const t = useText();
  const { locale } = useReading();
  return (
    <Panel title={t('claim.legs')} flush>
      <ul className="rows">
        {claim.legs.map((leg) => (
          <li key={leg.id}>
            <span className="grow">
              <strong>{t(`legKind.${leg.kind}`)}</strong>
              <span className="record-sub">
                {leg.counterpart} · {regimeName(leg.regime, t)}
              </span>
              <span className="record-sub">
                {t('work.due')} <Moment at={leg.dueAt} />
                {leg.decidedAmount && ` · ${formatMoney(leg.decidedAmount, locale)}`}
              </span>
            </span>
            <ClaimStateMark state={leg.state} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
