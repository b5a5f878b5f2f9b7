import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { formatMoney } from '../../format/money.ts';
import { formatWeight } from '../../format/quantity.ts';
import {
  type ClaimFactsFragment,
  PauseClaimClockDocument,
  ResumeClaimClockDocument,
} from '../../generated/operations.ts';
import { useCommand } from '../../graph/use-command.ts';
import { quantityWords } from '../../language/code-words.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { ClaimStateMark } from '../../status/work-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { ClockCourse } from '../clock/clock-course.tsx';
import { regimeName } from '../contracts/regime.ts';
import { Attachments } from '../conversation/attachments.tsx';
import '../../ui/record-table.css';
import './claim.css';

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
                <td data-numeric="">
                  {quantityWords(line.quantity, line.unit, locale, t)}
                  {line.weightGrams && <span className="record-sub">{formatWeight(line.weightGrams, locale)}</span>}
                </td>
                <td data-numeric="">
                  {formatMoney(line.amount, locale)}
                  {line.salvage && (
                    <span className="record-sub">
                      {t('claim.salvage')} {formatMoney(line.salvage, locale)}
                    </span>
                  )}
                </td>
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

/** Customer against us, and us against the carrier: each with its own rules and clocks. */
export function ClaimLegsPanel({ claim }: { claim: ClaimFactsFragment }) {
  const t = useText();
  const pause = useCommand(PauseClaimClockDocument);
  const resume = useCommand(ResumeClaimClockDocument);
  const { locale } = useReading();
  if (claim.legs.length === 0) return null;
  return (
    <Panel title={t('claim.legs')} flush>
      <ul className="rows">
        {claim.legs.map((leg) => (
          <li key={leg.id} className="claim-leg">
            <span className="grow">
              <strong>{t(`legKind.${leg.kind}`)}</strong>
              <span className="record-sub">
                {leg.counterpart} · {regimeName(leg.regime, t)}
                {leg.reference && ` · ${leg.reference}`}
                {leg.decidedAmount && ` · ${formatMoney(leg.decidedAmount, locale)}`}
              </span>
              {leg.parts.map(({ reference, amount }) => (
                <span key={reference} className="record-sub">
                  {t('claim.partPaid', { amount: formatMoney(amount, locale), reference })}
                </span>
              ))}
              {leg.open && (
                <span className="record-sub">{t('claim.partOpen', { amount: formatMoney(leg.open, locale) })}</span>
              )}
            </span>
            {leg.state === 'DRAFT' ? (
              <StateMark tone="ended">{t('claim.legNotAsked')}</StateMark>
            ) : (
              <ClaimStateMark state={leg.state} />
            )}
            <ClockCourse clocks={leg.clocks} turns={{ id: claim.id, pause, resume }} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** The papers that prove the claim, with what is missing first in sight. */
export function ClaimPapersPanel({ claim, children }: { claim: ClaimFactsFragment; children?: ReactNode }) {
  const t = useText();
  if (claim.papers.length === 0) return null;
  const missing = claim.missingPapers.length;
  return (
    <Panel title={t('claim.papers')} flush>
      {!claim.closedAt && (
        <p className="soft claim-papers-note" aria-live="polite">
          {missing > 0 ? t('claim.papersMissing', { count: missing }) : t('claim.papersComplete')}
        </p>
      )}
      <ul className="rows">
        {claim.papers.map((paper) => (
          <li key={paper.kind}>
            <span className="grow">
              {t(`paperKind.${paper.kind}`)}
              <Attachments of={paper.files} />
            </span>
            <StateMark tone={paper.received ? 'good' : 'warn'}>
              {t(paper.received ? 'claim.paperReceived' : 'claim.paperMissing')}
            </StateMark>
          </li>
        ))}
      </ul>
      {children}
    </Panel>
  );
}

/** Further claims about some of the same goods: one of them may be enough. */
export function ClaimOverlaps({ claim }: { claim: ClaimFactsFragment }) {
  const t = useText();
  if (claim.overlaps.length === 0) return null;
  return (
    <Panel title={t('claim.overlaps')} count={claim.overlaps.length} flush>
      <ul className="rows">
        {claim.overlaps.map(({ id, number, state }) => (
          <li key={id}>
            <Link className="grow" to="/claims/$claimId" params={{ claimId: id }}>
              {number}
            </Link>
            <ClaimStateMark state={state} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
