import { Button } from '@mantine/core';
import { Link, Navigate, useSearch } from '@tanstack/react-router';
import { CustomerValueUpdatedDocument, ValuePortfolioDocument } from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useLiveList } from '../../graph/use-live-list.ts';
import { useRecord } from '../../graph/use-record.ts';
import { maySeeValue } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { useValueText } from './value-text.ts';
import '../../ui/tab-bar.css';
import { CustomerList } from './customer-list.tsx';
import { PortfolioCharts } from './portfolio-charts.tsx';
import { SegmentsView } from './segments-view.tsx';
import { SettingsView } from './settings-view.tsx';
import { SevenPView } from './seven-p-view.tsx';
import './value.css';
import { VALUE_TABS, type ValueTab } from './value-filter.ts';

/** What the customers are worth: for executives, account managers and administrators. */
export function ValuePage() {
  const viewer = useViewer();
  return maySeeValue(viewer) ? <Portfolio /> : <Navigate to="/shipments" replace />;
}

function Portfolio() {
  const t = useValueText();
  const { tab = 'overview' } = useSearch({ from: '/portal/value' });
  return (
    <PageFrame
      title={t('nav.value')}
      under={t('value.under')}
      actions={
        <Button variant="default" onClick={() => window.print()}>
          {t('value.print')}
        </Button>
      }
    >
      <nav className="tab-bar value-tabs" aria-label={t('nav.value')}>
        {VALUE_TABS.map((each) => (
          <Link
            key={each}
            to="/value"
            search={{ tab: each === 'overview' ? undefined : each }}
            aria-current={each === tab ? 'page' : undefined}
            activeProps={{}}
            activeOptions={{ explicitUndefined: true }}
          >
            {t(`value.tab.${each}`)}
          </Link>
        ))}
      </nav>
      <TabView tab={tab} />
    </PageFrame>
  );
}

function TabView({ tab }: { tab: ValueTab }) {
  if (tab === 'overview') return <Overview />;
  if (tab === 'segments') return <SegmentsView />;
  if (tab === 'seven-p') return <SevenPView />;
  if (tab === 'settings') return <SettingsView />;
  return <CustomerList />;
}

function Overview() {
  const read = useRecord(ValuePortfolioDocument, {}, (data) => data.valuePortfolio);
  useLiveList(CustomerValueUpdatedDocument, read, {
    variables: read.record && { accountId: null },
    after: read.record?.liveCursor,
  });
  return <RecordView read={read}>{(portfolio) => <PortfolioCharts portfolio={portfolio} />}</RecordView>;
}
