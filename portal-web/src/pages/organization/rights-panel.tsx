import { Button } from '@mantine/core';
import { useState } from 'react';
import { Moment } from '../../format/moment.tsx';
import { type PersonFactsFragment, type RightLineFragment, WithdrawRightDocument } from '../../generated/operations.ts';
import { ReasonDialog } from '../../graph/reason-dialog.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { GrantDialog } from './grant-dialog.tsx';
import { useHouseText } from './house-text.ts';
import { useRightWords } from './right-words.ts';
import './organization.css';

interface RightsProps {
  readonly person: PersonFactsFragment;
  readonly manages: boolean;
}

/** What the person holds now, and every word that was said about it. */
export function RightsPanel({ person, manages }: RightsProps) {
  const t = useHouseText();
  const withdraw = useCommand(WithdrawRightDocument);
  const [granting, setGranting] = useState(false);
  const [ending, setEnding] = useState<RightLineFragment | null>(null);
  return (
    <>
      <Panel title={t('house.rights.held')} count={person.permissions.length}>
        {person.permissions.length === 0 ? (
          <p className="panel-empty">{t('house.rights.none')}</p>
        ) : (
          <ul className="right-held">
            {person.permissions.map((permission) => (
              <li key={permission}>
                <StateMark tone="good">{t(`permission.${permission}`)}</StateMark>
              </li>
            ))}
          </ul>
        )}
      </Panel>
      <Panel
        title={t('house.rights.own')}
        count={person.rights.filter(({ withdrawnAt }) => !withdrawnAt).length}
        flush
        actions={manages && <Button onClick={() => setGranting(true)}>{t('house.rights.grant')}</Button>}
      >
        {person.rights.length === 0 && (
          <p className="panel-empty">{t('house.rights.byRole', { unit: person.orgUnit?.name ?? '' })}</p>
        )}
        <ul className="rows">
          {person.rights.map((right) => (
            <RightRow key={right.id} right={right} withdraw={manages ? () => setEnding(right) : null} />
          ))}
        </ul>
      </Panel>
      {granting && <GrantDialog person={person} close={() => setGranting(false)} />}
      {ending && (
        <ReasonDialog
          title={t('house.rights.withdraw')}
          id={ending.id}
          command={withdraw}
          close={() => setEnding(null)}
        />
      )}
    </>
  );
}

function RightRow({ right, withdraw }: { right: RightLineFragment; withdraw: (() => void) | null }) {
  const t = useHouseText();
  const { wordsOf } = useRightWords();
  const words = wordsOf(right);
  return (
    <li>
      <span className="grow">
        <strong>{words}</strong>
        <span className="record-sub">
          {right.reason} · {right.grantedBy} · <Moment at={right.grantedAt} />
        </span>
        {(right.from || right.until) && !right.withdrawnAt && (
          <span className="record-sub">
            {right.from && (
              <>
                {t('house.rights.from')} <Moment at={right.from} />{' '}
              </>
            )}
            {right.until && (
              <>
                {t('house.rights.until')} <Moment at={right.until} />
              </>
            )}
          </span>
        )}
        {right.withdrawnAt && (
          <span className="record-sub">
            {t('house.rights.withdrawnBy', { name: right.withdrawnBy ?? '' })} · <Moment at={right.withdrawnAt} />
          </span>
        )}
      </span>
      <RightState right={right} />
      {withdraw && !right.withdrawnAt && (
        <button
          type="button"
          className="quiet-button"
          aria-label={`${t('house.rights.withdraw')}: ${words}`}
          onClick={withdraw}
        >
          {t('house.rights.withdraw')}
        </button>
      )}
    </li>
  );
}

function RightState({ right }: { right: RightLineFragment }) {
  const t = useHouseText();
  if (right.withdrawnAt) return <StateMark tone="ended">{t('house.rights.withdrawn')}</StateMark>;
  if (right.inForce)
    return right.effect === 'GRANT' ? (
      <StateMark tone="good">{t('house.rights.inForce')}</StateMark>
    ) : (
      <StateMark tone="warn">{t('house.rights.withheld')}</StateMark>
    );
  const begins = right.from && Date.parse(right.from) > Date.now();
  return (
    <StateMark tone={begins ? 'waiting' : 'ended'}>{t(begins ? 'house.rights.later' : 'house.rights.over')}</StateMark>
  );
}
