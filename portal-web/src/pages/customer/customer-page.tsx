import { Button } from '@mantine/core';
import { Link, Navigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Moment } from '../../format/moment.tsx';
import {
  type AccountFactsFragment,
  Customer360Document,
  type CustomerValueFactsFragment,
  CustomerValueUpdatedDocument,
} from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useLiveList } from '../../graph/use-live-list.ts';
import { useRecord } from '../../graph/use-record.ts';
import { regionWords } from '../../language/code-words.ts';
import { mayKeepAccounts, maySeeValue } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { BackLink } from '../../shell/back-link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Facts, Panel } from '../../ui/panel.tsx';
import { ContactsPanel } from '../account/contacts-panel.tsx';
import { ContractsPanel } from '../account/contracts-panel.tsx';
import { RiskMark, StageMark } from '../value/marks.tsx';
import { useValueText } from '../value/value-text.ts';
import '../value/value.css';
import { valueWord } from '../value/value-words.ts';
import { ChancesPanel, LossPanel } from './chances-panel.tsx';
import { HistoryDialog } from './history-dialog.tsx';
import { LifetimePanel } from './lifetime-panel.tsx';
import { MattersPanels } from './matters-panels.tsx';
import { MoneyPanel } from './money-panel.tsx';
import { ReferrerDialog } from './referrer-dialog.tsx';
import { RiskPanel } from './risk-panel.tsx';
import { ScorePanel } from './score-panel.tsx';
import { GradePanel, StagesPanel } from './stage-panels.tsx';
import { TouchesPanel } from './touches-panel.tsx';

/** One customer from all sides: who, what was said, what moves, what it brings, what it is worth, what to do next. */
export function CustomerPage() {
  const { accountId } = useParams({ from: '/portal/accounts/$accountId/360' });
  const viewer = useViewer();
  const read = useRecord(Customer360Document, { id: accountId }, (data) => data.account, 'network-only');
  useLiveList(CustomerValueUpdatedDocument, read, {
    variables: maySeeValue(viewer) && read.record ? { accountId } : null,
    after: null,
  });
  // Who may not see figures has the plain page of the customer.
  if (!maySeeValue(viewer)) return <Navigate to="/accounts/$accountId" params={{ accountId }} replace />;
  return (
    <RecordView read={read}>
      {({ value, ...account }) =>
        value ? <Loaded account={account} value={value} refresh={read.refresh} /> : <NotValued account={account} />
      }
    </RecordView>
  );
}

interface LoadedProps {
  readonly account: AccountFactsFragment;
  readonly value: CustomerValueFactsFragment;
  readonly refresh: () => void;
}

function Loaded({ account, value, refresh }: LoadedProps) {
  const t = useValueText();
  return (
    <PageFrame
      title={account.name}
      back={<BackLink to="/value" />}
      marks={
        <>
          <StageMark stage={value.stage} />
          <RiskMark level={value.risk.level ?? null} stage={value.stage} />
        </>
      }
      under={
        <>
          {t(`accountKind.${account.kind}`)} · {account.industry} · {regionWords(account.region, t)} · {t('value.asOf')}{' '}
          <Moment at={value.asOf} />
        </>
      }
      actions={<AccountLink id={account.id} take={{ currency: value.currency, refresh }} />}
    >
      <div className="page-columns">
        <div>
          <NextPanel account={account} value={value} />
          <MoneyPanel value={value} />
          <LifetimePanel value={value} />
          <RiskPanel value={value} />
          <ScorePanel title={t('value.index')} how={t('value.indexHow')} score={value.index} value={value} />
          <ScorePanel title={t('value.loyalty')} how={t('value.loyaltyHow')} score={value.loyalty} value={value} />
          <ChancesPanel value={value} />
          <LossPanel value={value} />
        </div>
        <div>
          <WhoPanel account={account} value={value} refresh={refresh} />
          <TouchesPanel account={account} refresh={refresh} />
          <ContactsPanel account={account} refresh={refresh} />
          <GradePanel value={value} />
          <StagesPanel value={value} />
          <ContractsPanel accountId={account.id} />
          <MattersPanels accountId={account.id} />
        </div>
      </div>
    </PageFrame>
  );
}

interface AccountLinkProps {
  readonly id: string;
  /** What a history needs that is taken over; left out where there are no figures yet. */
  readonly take?: { readonly currency: string; readonly refresh: () => void };
}

function AccountLink({ id, take }: AccountLinkProps) {
  const t = useValueText();
  const keeps = mayKeepAccounts(useViewer());
  const [taking, setTaking] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => window.print()}>
        {t('value.print')}
      </Button>
      {take && keeps && (
        <Button variant="default" onClick={() => setTaking(true)}>
          {t('value.history')}
        </Button>
      )}
      {take && taking && (
        <HistoryDialog accountId={id} currency={take.currency} close={() => setTaking(false)} done={take.refresh} />
      )}
      <Button
        variant="default"
        renderRoot={(props) => <Link to="/accounts/$accountId" params={{ accountId: id }} {...props} />}
      >
        {t('value.accountPage')}
      </Button>
    </>
  );
}

function NotValued({ account }: { account: AccountFactsFragment }) {
  const t = useValueText();
  return (
    <PageFrame title={account.name} back={<BackLink to="/value" />} actions={<AccountLink id={account.id} />}>
      <Panel title={t('value.notValued')}>
        <p>{t('value.notValuedHint')}</p>
      </Panel>
    </PageFrame>
  );
}

function NextPanel({ account, value }: Pick<LoadedProps, 'account' | 'value'>) {
  const t = useValueText();
  const { contactPlan, playbook } = value;
  return (
    <Panel title={t('value.next')}>
      <p className="value-headline">{valueWord('play', contactPlan.play, t)}</p>
      <Facts
        of={[
          [t('value.nextWhy'), valueWord('why', contactPlan.why, t)],
          [t('value.nextBy'), valueWord('channel', contactPlan.channel, t)],
          [
            t('value.nextDue'),
            <span key="due" className={contactPlan.overdue ? 'value-sum' : undefined}>
              <Moment at={contactPlan.dueAt} /> {contactPlan.overdue && `· ${t('value.overdue')}`}
            </span>,
          ],
          [
            t('value.lastTouch'),
            contactPlan.lastTouchAt ? <Moment key="last" at={contactPlan.lastTouchAt} /> : t('value.neverTalked'),
          ],
          [t('value.nextWho'), account.accountManager?.name],
          [t('value.nextWith'), account.contacts.map(({ name }) => name).join(', ') || t('value.noContact')],
        ]}
      />
      <p className="soft small">{t('value.playbook', { stage: valueWord('stage', value.stage, t) })}</p>
      <ol className="value-gaps">
        {playbook.map((play) => (
          <li key={play}>{valueWord('play', play, t)}</li>
        ))}
      </ol>
    </Panel>
  );
}

function WhoPanel({ account, value, refresh }: LoadedProps) {
  const t = useValueText();
  const [naming, setNaming] = useState(false);
  const keeps = mayKeepAccounts(useViewer());
  const referrer = value.referrer ?? null;
  const linkOf = ({ id, name }: { id: string; name: string }) => (
    <Link key={id} to="/accounts/$accountId/360" params={{ accountId: id }}>
      {name}
    </Link>
  );
  return (
    <Panel
      title={t('value.who')}
      actions={
        keeps && (
          <button type="button" className="quiet-button" onClick={() => setNaming(true)}>
            {t('value.setReferrer')}
          </button>
        )
      }
    >
      <Facts
        of={[
          [t('account.manager'), account.accountManager?.name],
          [t('account.branch'), account.branch.name],
          [t('account.phone'), account.phone],
          [t('account.openCases'), String(account.openCaseCount)],
          [t('account.openClaims'), String(account.openClaimCount)],
          [t('value.referrer'), referrer && linkOf(referrer)],
          [
            t('value.referred'),
            value.referred.length > 0 && <span className="line">{value.referred.map(linkOf)}</span>,
          ],
        ]}
      />
      {naming && (
        <ReferrerDialog accountId={account.id} referrer={referrer} close={() => setNaming(false)} done={refresh} />
      )}
    </Panel>
  );
}
