import { useState } from 'react';
import { formatDate } from '../../format/instant.ts';
import { Moment } from '../../format/moment.tsx';
import { type ContractQuery, ContractVersionsDocument, type VersionTermsFragment } from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useRecord } from '../../graph/use-record.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { ContractStateMark } from '../../status/work-state.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { PanelSkeleton } from '../../ui/empty-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TermsPanels } from '../quote/terms-panels.tsx';
import { changedParts } from './changed-parts.ts';

type Contract = NonNullable<ContractQuery['contract']>;
type Version = Contract['versions'][number];

/** What it said before: every amendment with its reason; each opens the terms as they were. */
export function VersionsPanel({ contract }: { contract: Contract }) {
  const t = useText();
  const [opened, setOpened] = useState<number | null>(null);
  return (
    <Panel title={t('contract.versions')} count={contract.versions.length} flush>
      <ul className="rows">
        {[...contract.versions]
          .sort((a, b) => b.version - a.version)
          .map((version) => (
            <VersionRow key={version.version} version={version} open={() => setOpened(version.version)} />
          ))}
      </ul>
      {opened !== null && <VersionDialog contractId={contract.id} version={opened} close={() => setOpened(null)} />}
    </Panel>
  );
}

function VersionRow({ version, open }: { version: Version; open: () => void }) {
  const t = useText();
  const { locale } = useReading();
  return (
    <li>
      <span className="grow">
        <button type="button" className="quiet-button" onClick={open}>
          {t('contract.version', { number: version.version })}
        </button>
        <span className="record-sub">
          <Moment at={version.amendedAt} />
          {version.reason && ` · ${version.reason}`}
        </span>
        <span className="record-sub">
          {version.state === 'ACTIVE' &&
            `${t('contract.holdsFrom', { date: formatDate(version.holdsFrom, locale) })} · `}
          {t('contract.term')} {formatDate(version.validFrom, locale)} – {formatDate(version.validTo, locale)}
        </span>
      </span>
      <ContractStateMark state={version.state} />
    </li>
  );
}

interface VersionDialogProps {
  readonly contractId: string;
  readonly version: number;
  readonly close: () => void;
}

/** The terms of one version, and what had become other since the one before. */
function VersionDialog({ contractId, version, close }: VersionDialogProps) {
  const t = useText();
  const read = useRecord(ContractVersionsDocument, { id: contractId }, (data) => data.contract?.versions);
  return (
    <Dialog close={close} title={t('contract.version', { number: version })} size="lg">
      <RecordView read={read} loading={<PanelSkeleton />} absent={null}>
        {(versions) => {
          const shown = versions.find((one) => one.version === version);
          const before = versions.toSorted((a, b) => a.version - b.version).findLast((one) => one.version < version);
          return (
            shown && (
              <div className="stack">
                {before && <Changed now={shown} before={before} />}
                <TermsPanels terms={shown} validFrom={shown.validFrom} />
              </div>
            )
          );
        }}
      </RecordView>
    </Dialog>
  );
}

function Changed({ now, before }: { now: VersionTermsFragment; before: VersionTermsFragment }) {
  const t = useText();
  const parts = changedParts(now, before).map((part) => t(`contractPart.${part}`));
  return (
    <p>
      {parts.length > 0
        ? t('contract.becameOther', { number: before.version, parts: parts.join(', ') })
        : t('contract.sameTerms', { number: before.version })}
    </p>
  );
}
