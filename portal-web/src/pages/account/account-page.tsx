import { Button } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDate } from '../../format/instant.ts';
import { formatMoney } from '../../format/money.ts';
import { formatNumber } from '../../format/quantity.ts';
import { AccountDocument, type AccountFactsFragment, CreditUpdatedDocument } from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useLive } from '../../graph/use-live.ts';
import { useRecord } from '../../graph/use-record.ts';
import { regionWords } from '../../language/code-words.ts';
import { type Text, useText } from '../../language/use-text.ts';
import {
  holds,
  isStaff,
  mayKeepAccounts,
  mayKeepApiKeys,
  mayKeepOwnAccount,
  maySeeValue,
  mayWrite,
} from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { BackLink } from '../../shell/back-link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Facts, Panel } from '../../ui/panel.tsx';
import { RaiseButton } from '../raise/raise-button.tsx';
import { AccountDialog } from './account-dialog.tsx';
import { ApiKeysPanel } from './api-keys-panel.tsx';
import { BillingPanel } from './billing-panel.tsx';
import { ConsigneesPanel } from './consignees-panel.tsx';
import { ContactsPanel } from './contacts-panel.tsx';
import { ContractsPanel } from './contracts-panel.tsx';
import { DossierPanel } from './dossier-panel.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { MembersPanel } from './members-panel.tsx';
import { ViewAsCustomer } from './view-dialog.tsx';

/** One customer: who they are, who answers for them, what was agreed, who may sign in. */
export function AccountPage() {
  const { accountId } = useParams({ from: '/portal/accounts/$accountId' });
  const read = useRecord(AccountDocument, { id: accountId }, (data) => data.account);
  useLive(CreditUpdatedDocument, { variables: { accountId }, onUpdate: read.refresh, onGap: read.refresh });
  return <RecordView read={read}>{(account) => <LoadedAccount account={account} refresh={read.refresh} />}</RecordView>;
}

interface AccountProps {
  readonly account: AccountFactsFragment;
}

function LoadedAccount({ account, refresh }: AccountProps & { refresh: () => void }) {
  const t = useText();
  const viewer = useViewer();
  const staff = isStaff(viewer);
  const keeps = mayKeepAccounts(viewer) || mayKeepOwnAccount(viewer);
  const [changing, setChanging] = useState(false);
  return (
    <PageFrame
      title={account.name}
      back={staff && <BackLink to="/accounts" />}
      under={`${t(`accountKind.${account.kind}`)} · ${t('account.grade')} ${account.grade} · ${regionWords(account.region, t)}`}
      actions={
        <>
          <Button
            variant="default"
            renderRoot={(props) => (
              <Link to="/accounts/$accountId/course" params={{ accountId: account.id }} {...props} />
            )}
          >
            {t('course.open')}
          </Button>
          <Button
            variant="default"
            renderRoot={(props) => (
              <Link to="/accounts/$accountId/credit" params={{ accountId: account.id }} {...props} />
            )}
          >
            {t('credit.title')}
          </Button>
          <Button
            variant="default"
            renderRoot={(props) => (
              <Link to="/accounts/$accountId/audit" params={{ accountId: account.id }} {...props} />
            )}
          >
            {t('audit.title')}
          </Button>
          {maySeeValue(viewer) && (
            <Button
              variant="default"
              renderRoot={(props) => (
                <Link to="/accounts/$accountId/360" params={{ accountId: account.id }} {...props} />
              )}
            >
              {t('account.view360')}
            </Button>
          )}
          <Button
            variant="default"
            renderRoot={(props) => <Link to="/shipments" search={staff ? { account: account.id } : {}} {...props} />}
          >
            {t('account.shipments')}
          </Button>
          {keeps && (
            <Button variant="default" onClick={() => setChanging(true)}>
              {t('account.change')}
            </Button>
          )}
          {holds(viewer, 'VIEW_AS_CUSTOMER') && <ViewAsCustomer account={account} />}
          {staff && mayWrite(viewer) && <RaiseButton accountId={account.id} />}
        </>
      }
    >
      <div className="page-columns">
        <div>
          <AccountFactsPanel account={account} />
          <DossierPanel accountId={account.id} keeps={keeps} />
          <ContractsPanel accountId={account.id} />
          <ConsigneesPanel accountId={account.id} />
          <MembersPanel accountId={account.id} />
        </div>
        <div>
          <ContactsPanel account={account} refresh={refresh} />
          <BillingPanel accountId={account.id} />
          {keeps && <HistoryPanel key={account.version} accountId={account.id} />}
          {mayKeepApiKeys(viewer) && <ApiKeysPanel accountId={account.id} />}
        </div>
      </div>
      {changing && <AccountDialog account={account} close={() => setChanging(false)} />}
    </PageFrame>
  );
}

function AccountFactsPanel({ account }: AccountProps) {
  const t = useText();
  const { locale } = useReading();
  const { address, accountManager, parent } = account;
  const street = address && [...address.lines, address.city, address.region, address.postalCode, address.country];
  return (
    <Panel title={t('account.facts')}>
      <Facts
        of={[
          [t('account.legalName'), account.legalName],
          [
            t('account.manager'),
            accountManager && <a href={`mailto:${accountManager.email}`}>{accountManager.name}</a>,
          ],
          [t('account.branch'), account.branch.name],
          [t('account.industry'), account.industry],
          [t('account.ownership'), account.ownership && t(`accountOwnership.${account.ownership}`)],
          [t('account.employees'), account.employees && formatNumber(account.employees, locale)],
          [t('account.address'), street?.filter(Boolean).join(', ')],
          [t('account.phone'), account.phone],
          [t('account.taxNumber'), account.taxNumber],
          [t('account.bankAccount'), account.bankAccount],
          [t('account.since'), account.customerSince && formatDate(account.customerSince, locale)],
          [t('account.creditLimit'), creditLimitOf(account, t, locale)],
          [
            t('account.parent'),
            parent && (
              <Link to="/accounts/$accountId" params={{ accountId: parent.id }}>
                {parent.name}
              </Link>
            ),
          ],
          [t('account.subsidiaries'), account.subsidiaries.map(({ name }) => name).join(', ')],
          [t('account.openCases'), String(account.openCaseCount)],
          [t('account.openClaims'), String(account.openClaimCount)],
        ]}
      />
    </Panel>
  );
}

/** One limit: that of the credit standing, which holds from the first look on; until then the one of the customer record. */
function creditLimitOf({ credit, creditLimit }: AccountFactsFragment, t: Text, locale: string) {
  if (credit?.since) {
    const limits = credit.limits.map((limit) => formatMoney(limit, locale)).join(', ');
    return `${limits || t('credit.noLimit')} · ${t('account.limitByStanding')}`;
  }
  return creditLimit && `${formatMoney(creditLimit, locale)} · ${t('account.limitByRecord')}`;
}
