import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useClient } from 'urql';
import { formatBytes } from '../../format/quantity.ts';
import { VerifyEdiArchiveDocument, type VerifyEdiArchiveQuery } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { Note } from '../../ui/notes.tsx';
import { StateMark } from '../../ui/state-mark.tsx';

type Report = VerifyEdiArchiveQuery['verifyEdiArchive'];

/** Has every byte of the archive read again, when somebody asks for it: it may take minutes. */
export function EdiArchiveCheck() {
  const t = useText();
  const client = useClient();
  const [state, setState] = useState<'idle' | 'running' | 'failed' | Report>('idle');
  const verify = async () => {
    setState('running');
    const { data } = await client.query(VerifyEdiArchiveDocument, {}, { requestPolicy: 'network-only' }).toPromise();
    setState(data?.verifyEdiArchive ?? 'failed');
  };
  return (
    <div className="edi-archive" aria-live="polite">
      <Button variant="default" size="compact-sm" loading={state === 'running'} onClick={verify}>
        {t('ediArchive.verify')}
      </Button>
      {state === 'running' && <p>{t('ediArchive.running')}</p>}
      {state === 'failed' && <Note tone="bad">{t('ediArchive.failed')}</Note>}
      {typeof state === 'object' && <Outcome of={state} />}
    </div>
  );
}

function Outcome({ of: report }: { of: Report }) {
  const t = useText();
  const { locale } = useReading();
  const { files, bytes, missing, altered, orphaned, holds, findings } = report;
  return (
    <>
      <p>
        {t('ediArchive.files', { count: files, size: formatBytes(bytes, locale) })} ·{' '}
        {t('ediArchive.missing', { count: missing })} · {t('ediArchive.altered', { count: altered })} ·{' '}
        {t('ediArchive.orphaned', { count: orphaned })}{' '}
        <StateMark tone={holds ? 'good' : 'bad'}>{t(holds ? 'ediArchive.holds' : 'ediArchive.broken')}</StateMark>
      </p>
      {findings.length > 0 && (
        <ul className="rows">
          {findings.map(({ kind, sha256, message }) => (
            <li key={kind + sha256}>
              <span className="grow">
                <strong>{t(`ediArchiveFault.${kind}`)}</strong>
                <span className="record-sub mono edi-hash">{sha256}</span>
              </span>
              {message && (
                <Link to="/edi/$messageId" params={{ messageId: message.id }}>
                  {message.summary}
                </Link>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
