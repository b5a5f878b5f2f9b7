import { Button } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { Moment } from '../../format/moment.tsx';
import { AuditRecordsDocument } from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useRecord } from '../../graph/use-record.ts';
import { type MessageId, type Text, useText } from '../../language/use-text.ts';
import { workLink } from '../../status/work-link.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { CheckIcon } from '../../ui/icons.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Panel } from '../../ui/panel.tsx';
import { type AuditRecord, brokenRecord } from './check-chain.ts';

const PAGE = 200;

/** What was done to the claims, cases, jobs and returns of a customer, as the customer may read it and check it. */
export function AuditPage() {
  const t = useText();
  const { accountId } = useParams({ from: '/portal/accounts/$accountId/audit' });
  const read = useRecord(AuditRecordsDocument, { accountId, afterSeq: 0 }, (data) => (data.account ? data : null));
  return (
    <RecordView read={read}>
      {({ account, auditRecords }) => (
        <PageFrame
          title={t('audit.title')}
          under={t('audit.hint')}
          back={
            <Link to="/accounts/$accountId" params={{ accountId }}>
              {account?.name}
            </Link>
          }
        >
          {auditRecords.length === 0 ? (
            <EmptyState icon={<CheckIcon size={28} />} title={t('audit.none')} hint={t('audit.noneHint')} />
          ) : (
            <Records key={auditRecords.length} accountId={accountId} first={auditRecords} />
          )}
        </PageFrame>
      )}
    </RecordView>
  );
}

function Records({ accountId, first }: { accountId: string; first: readonly AuditRecord[] }) {
  const t = useText();
  const client = useClient();
  const [records, setRecords] = useState(first);
  const [complete, setComplete] = useState(first.length < PAGE);
  const [broken, setBroken] = useState<number | null | 'CHECKING'>('CHECKING');
  useEffect(() => {
    let current = true;
    void brokenRecord(records).then((found) => current && setBroken(found));
    return () => {
      current = false;
    };
  }, [records]);
  const more = async () => {
    const variables = { accountId, afterSeq: records.at(-1)?.seq ?? 0 };
    const { data } = await client.query(AuditRecordsDocument, variables, { requestPolicy: 'network-only' }).toPromise();
    if (!data) return;
    setRecords([...records, ...data.auditRecords]);
    setComplete(data.auditRecords.length < PAGE);
  };
  return (
    <Panel title={t('audit.records')} count={records.length} flush>
      <p className="panel-body" role="status">
        {broken === 'CHECKING'
          ? t('audit.checking')
          : broken === null
            ? t('audit.holds', { count: records.length })
            : t('audit.broken', { seq: broken })}
      </p>
      <ol className="rows">
        {[...records].reverse().map((record) => (
          <RecordRow key={record.id} record={record} />
        ))}
      </ol>
      {!complete && (
        <div className="panel-body">
          <Button variant="default" onClick={() => void more()}>
            {t('audit.more')}
          </Button>
        </div>
      )}
    </Panel>
  );
}

const KINDS = { case: 'CASE', claim: 'CLAIM', 'work-order': 'WORK_ORDER', 'return-order': 'RETURN_ORDER' } as const;
const VERBS: Record<string, MessageId> = {
  opened: 'audit.opened',
  replied: 'audit.replied',
  assigned: 'audit.assigned',
  'state-changed': 'audit.stateChanged',
  'approval-asked': 'audit.approvalAsked',
  worked: 'audit.worked',
  charged: 'audit.charged',
  rated: 'audit.rated',
  frozen: 'audit.frozen',
};

/** What a record is about, in the words of its content. */
function subjectOf({ content, subject }: AuditRecord, t: Text): string {
  const { number, packNumber } = JSON.parse(content) as { number?: unknown; packNumber?: unknown };
  if (typeof number === 'string') return number;
  return typeof packNumber === 'number' ? t('audit.pack', { number: packNumber }) : subject;
}

/** Somebody of the company looked at the portal as this customer does, or stopped. */
function viewOf({ action, content }: AuditRecord): { words: MessageId; reason: string } | null {
  if (!action.startsWith('customer-view.')) return null;
  const { reason } = JSON.parse(content) as { reason: string };
  return { words: action.endsWith('opened') ? 'audit.viewOpened' : 'audit.viewEnded', reason };
}

function RecordRow({ record }: { record: AuditRecord }) {
  const t = useText();
  const [subject = '', verb = ''] = record.action.split('.');
  const words = VERBS[verb];
  const kind = KINDS[subject as keyof typeof KINDS];
  const number = subjectOf(record, t);
  const view = viewOf(record);
  return (
    <li>
      <span className="grow">
        {view ? (
          t(view.words, { name: record.actor, reason: view.reason })
        ) : (
          <>
            {kind ? <Link {...workLink(kind, record.subject)}>{number}</Link> : number}{' '}
            {words ? t(words) : record.action}
          </>
        )}
        <span className="record-sub">
          {record.seq} · {record.actor} · <Moment at={record.at} />
        </span>
        <span className="record-sub mono">{record.sha256.slice(0, 16)}…</span>
      </span>
    </li>
  );
}
