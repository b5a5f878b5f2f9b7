import { type ReactNode, useState } from 'react';
import { Moment } from '../../format/moment.tsx';
import {
  type ParameterFactsFragment,
  type ParameterGroup,
  ParametersDocument,
  type ParametersQuery,
} from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useRecord } from '../../graph/use-record.ts';
import { holds, isStaff, mayWrite } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { BackLink } from '../../shell/back-link.tsx';
import { LostPage } from '../../shell/lost-page.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useHouseText } from '../organization/house-text.ts';
import { BankDetailsPanel } from '../payment/bank-details-panel.tsx';
import { ParameterDialog } from './parameter-dialog.tsx';
import { useParameterWords } from './parameter-words.ts';
import { whatHolds } from './what-holds.ts';

const GROUPS: readonly ParameterGroup[] = ['WORKFLOW', 'REMINDERS', 'REVIEW', 'DISPLAY'];

/** What the company works by: limits above which two decide, reminder days, decimal places; by unit. */
export function ParametersPage(): ReactNode {
  return isStaff(useViewer()) ? <Parameters /> : <LostPage />;
}

function Parameters() {
  const t = useHouseText();
  const viewer = useViewer();
  const changes = mayWrite(viewer) && holds(viewer, 'MANAGE_PARAMETERS');
  const read = useRecord(ParametersDocument, {}, (data) => data);
  const [changed, setChanged] = useState<ParameterFactsFragment | null>(null);
  return (
    <PageFrame title={t('parameters.title')} under={t('parameters.hint')} back={<BackLink to="/organization" />}>
      <RecordView read={read}>
        {({ parameters, houseStandards }) => (
          <>
            {GROUPS.map((group) => (
              <Panel key={group} title={t(`house.parameterGroup.${group}`)} flush>
                <ul className="rows">
                  {parameters
                    .filter((parameter) => parameter.group === group)
                    .map((parameter) => (
                      <ParameterRow
                        key={parameter.name}
                        parameter={parameter}
                        standards={houseStandards}
                        change={changes ? () => setChanged(parameter) : null}
                      />
                    ))}
                </ul>
              </Panel>
            ))}
            <BankDetailsPanel mayChange={changes} />
            {changed && <ParameterDialog parameter={changed} close={() => setChanged(null)} done={read.refresh} />}
          </>
        )}
      </RecordView>
    </PageFrame>
  );
}

interface RowProps {
  readonly parameter: ParameterFactsFragment;
  readonly standards: ParametersQuery['houseStandards'];
  readonly change: (() => void) | null;
}

function ParameterRow({ parameter, standards, change }: RowProps) {
  const t = useHouseText();
  const { worded, wordedOrNone } = useParameterWords(parameter);
  const own = parameter.settings.filter(({ value }) => value !== null && value !== undefined);
  const label = t(`house.parameter.${parameter.name}`);
  const { value, source, unit, house } = whatHolds(parameter, standards);
  return (
    <li>
      <span className="grow">
        <strong>{label}</strong>
        <span className="record-sub">{t(`house.parameterHint.${parameter.name}`)}</span>
        <span className="record-sub">
          {t('parameters.standard')}: {worded(parameter.standard)}
          {house !== undefined && ` · ${t('parameters.house')}: ${wordedOrNone(house)}`}
          {own.map((setting) => (
            <span key={setting.id}>
              {' · '}
              {setting.orgUnit.name}: {worded(setting.value)}
            </span>
          ))}
        </span>
        {parameter.changes.length > 0 && <Changes parameter={parameter} />}
      </span>
      <span className="row-figure">
        <strong className="tabular">{wordedOrNone(value)}</strong>
        <span className="record-sub">{t(`parameters.from.${source}`, { unit })}</span>
      </span>
      {change && (
        <button
          type="button"
          className="quiet-button"
          aria-label={`${t('parameters.change')}: ${label}`}
          onClick={change}
        >
          {t('parameters.change')}
        </button>
      )}
    </li>
  );
}

function Changes({ parameter }: { parameter: ParameterFactsFragment }) {
  const t = useHouseText();
  const { worded } = useParameterWords(parameter);
  return (
    <details className="small">
      <summary>{t('parameters.changes', { count: parameter.changes.length })}</summary>
      <ul>
        {parameter.changes.map((change) => (
          <li key={change.id}>
            {change.orgUnit.name}: {worded(change.before)} → {worded(change.after)} · {change.by} ·{' '}
            <Moment at={change.at} /> · {change.reason}
          </li>
        ))}
      </ul>
    </details>
  );
}
