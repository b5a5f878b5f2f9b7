import { NativeSelect } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { chartCsv } from '../../charts/chart-data.ts';
import { formatMonth } from '../../format/instant.ts';
import type { SatisfactionReportQuery, SatisfactionTraitLineFragment } from '../../generated/operations.ts';
import { useReading } from '../../session/viewing.tsx';
import { Note } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { saveCsv } from '../../ui/save-file.ts';
import { type SaidText, useSaidText } from './said-text.ts';
import { measureOf, readSatisfactionSearch } from './satisfaction-filter.ts';
import { type NamedTrait, PARTS, TraitBars, TraitTable } from './trait-views.tsx';
import { traitName, type Units } from './trait-words.ts';

interface TraitsPanelProps {
  readonly traits: SatisfactionReportQuery['satisfactionTraits'];
  /** Names of branches. */
  readonly units: Units;
}

const SHOWN = 10;

/** Both ends against the middle: of the customers, and of the answers. */
export function TraitsPanel({ traits: found, units }: TraitsPanelProps) {
  const t = useSaidText();
  const { locale } = useReading();
  const { answers, customers, ofAnswers, ofCustomers, boughtKnownFrom } = found;
  const [asTable, setAsTable] = useState(false);
  const named = (traits: readonly SatisfactionTraitLineFragment[] | null | undefined): readonly NamedTrait[] | null =>
    traits ? traits.map((trait) => ({ ...trait, name: nameOf(trait, units, t) })) : null;
  const [customerTraits, answerTraits] = [named(ofCustomers), named(ofAnswers)];
  const all = [...(customerTraits ?? []), ...(answerTraits ?? [])];
  return (
    <Panel
      title={t('said.traits')}
      actions={
        all.length > 0 && (
          <button type="button" className="quiet-button" onClick={() => save(all, t)}>
            {t('chart.csv')}
          </button>
        )
      }
    >
      <Choices asTable={asTable} setAsTable={setAsTable} />
      <Group
        title={t('said.ofCustomers')}
        hint={t(customerTraits ? 'said.ofCustomersHint' : 'said.fewCustomers', { count: customers })}
        traits={customerTraits}
        asTable={asTable}
        gap={
          boughtKnownFrom && customerTraits
            ? t('said.boughtKnownFrom', { month: formatMonth(boughtKnownFrom, locale) })
            : null
        }
      />
      <Group
        title={t('said.ofAnswers')}
        hint={answerTraits ? t('said.ofAnswersHint', { count: answers }) : t('said.tooFew')}
        traits={answerTraits}
        asTable={asTable}
      />
    </Panel>
  );
}

const nameOf = (trait: SatisfactionTraitLineFragment, units: Units, t: SaidText): string =>
  t('said.traitOf', { dimension: t(`said.dimension${trait.dimension}`), name: traitName(trait, units, t) });

const save = (traits: readonly NamedTrait[], t: SaidText): void =>
  saveCsv(
    t('said.traits'),
    chartCsv({
      category: t('said.trait'),
      series: PARTS.map((key) => ({ key, label: t(`said.${key}`), format: String })),
      rows: traits.map(({ dimension, value, name, bottom, middle, top }) => ({
        ...{ key: `${dimension}${value}`, label: name, values: { bottom, middle, top } },
      })),
    }),
  );

interface ChoicesProps {
  readonly asTable: boolean;
  readonly setAsTable: (asTable: boolean) => void;
}

function Choices({ asTable, setAsTable }: ChoicesProps) {
  const t = useSaidText();
  const search = useSearch({ from: '/portal/satisfaction' });
  const navigate = useNavigate({ from: '/satisfaction' });
  return (
    <div className="satisfaction-choices">
      <NativeSelect
        aria-label={t('said.compared')}
        value={measureOf(search)}
        onChange={({ currentTarget }) =>
          navigate({
            search: readSatisfactionSearch({ days: search.days, measure: currentTarget.value }),
            ...{ replace: true, resetScroll: false },
          })
        }
        data={(['CSAT', 'NPS'] as const).map((value) => ({ value, label: t(`said.measure${value}`) }))}
      />
      <label className="check-line">
        <input type="checkbox" checked={asTable} onChange={({ currentTarget }) => setAsTable(currentTarget.checked)} />
        <span>{t('said.asTable')}</span>
      </label>
    </div>
  );
}

interface GroupProps {
  readonly title: string;
  /** How it is counted, or why nothing is said. */
  readonly hint: string;
  readonly traits: readonly NamedTrait[] | null;
  readonly asTable: boolean;
  /** What of the period is not known. */
  readonly gap?: string | null;
}

function Group({ title, hint, traits, asTable, gap }: GroupProps) {
  const t = useSaidText();
  const [all, setAll] = useState(false);
  const View = asTable ? TraitTable : TraitBars;
  return (
    <section className="satisfaction-group">
      <h3>{title}</h3>
      <p className="soft">{hint}</p>
      {gap && <Note tone="warn">{gap}</Note>}
      {traits?.length === 0 && <p className="soft">{t('said.noTraits')}</p>}
      {traits && traits.length > 0 && <View label={title} traits={all ? traits : traits.slice(0, SHOWN)} />}
      {!all && traits && traits.length > SHOWN && (
        <button type="button" className="quiet-button" onClick={() => setAll(true)}>
          {t('said.allTraits', { count: traits.length })}
        </button>
      )}
    </section>
  );
}
