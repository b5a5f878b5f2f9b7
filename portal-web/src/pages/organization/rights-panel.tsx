import { Button } from '@mantine/core';
import { useState } from 'react';
import { Moment } from '../../format/moment.tsx';
import { type PersonFactsFragment, type RightLineFragment, WithdrawRightDocument } from '../../generated/operations.ts';
import { ReasonDialog } from '../../graph/reason-dialog.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { GrantDialog } from './grant-dialog.tsx';
import { useRightWords } from './right-words.ts';
import './organization.css';

interface RightsProps {
  readonly person: PersonFactsFragment;
  readonly manages: boolean;
}

/** What the person holds now, and every word that was said about it. */
export function RightsPanel({ person, manages }: RightsProps) {
  const t = useText();
  const withdraw = useCommand(WithdrawRightDocument);
  const [granting, setGranting] = useState(false);
  const [ending, setEnding] = useState<RightLineFragment | null>(null);
  return (
    <>
      <Panel title={t('rights.held')} count={person.permissions.length}>
        {person.permissions.length === 0 ? (
          <p className="panel-empty">{t('rights.none')}</p>
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
        title={t('rights.own')}
        count={person.rights.filter(({ withdrawnAt }) => !withdrawnAt).length}
        flush
        actions={manages && <Button onClick={() => setGranting(true)}>{t('rights.grant')}</Button>}
      >
        {person.rights.length === 0 && (
          <p className="panel-empty">{t('rights.byRole', { unit: person.orgUnit?.name ?? '' })}</p>
        )}
        <ul className="rows">
          {person.rights.map((right) => (
            <RightRow key={right.id} right={right} withdraw={manages ? () => setEnding(right) : null} />
          ))}
        </ul>
      </Panel>
      {granting && <GrantDialog person={person} close={() => setGranting(false)} />}
      {ending && (
        <ReasonDialog title={t('rights.withdraw')} id={ending.id} command={withdraw} close={() => setEnding(null)} />
      )}
    </>
  );
}

function RightRow({ right, withdraw }: { right: RightLineFragment; withdraw: (() => void) | null }) {
  const t = useText();
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
                {t('rights.from')} <Moment at={right.from} />{' '}
              </>
            )}
            {right.until && (
              <>
                {t('rights.until')} <Moment at={right.until} />
              </>
            )}
          </span>
        )}
        {right.withdrawnAt && (
          <span className="record-sub">
            {t('rights.withdrawnBy', { name: right.withdrawnBy ?? '' })} · <Moment at={right.withdrawnAt} />
          </span>
        )}
      </span>
      <RightState right={right} />
      {withdraw && !right.withdrawnAt && (
        <button
          type="button"
          className="quiet-button"
          aria-label={`${t('rights.withdraw')}: ${words}`}
          onClick={withdraw}
        >
          {t('rights.withdraw')}
        </button>
      )}
    </li>
  );
}

function RightState({ right }: { right: RightLineFragment }) {
  const t = useText();
  if (right.withdrawnAt) return <StateMark tone="ended">{t('rights.withdrawn')}</StateMark>;
  if (right.inForce)
    return right.effect === 'GRANT' ? (
      <StateMark tone="good">{t('rights.inForce')}</StateMark>
    ) : (
      <StateMark tone="warn">{t('rights.withheld')}</StateMark>
    );
  const begins = right.from && Date.parse(right.from) > Date.now();
  return <StateMark tone={begins ? 'waiting' : 'ended'}>{t(begins ? 'rights.later' : 'rights.over')}</StateMark>;
}
