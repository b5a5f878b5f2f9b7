import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { chartCsv } from '../../charts/chart-data.ts';
import { formatNumber } from '../../format/quantity.ts';
import type { SatisfactionReportQuery } from '../../generated/operations.ts';
import { useReading } from '../../session/viewing.tsx';
import { Panel } from '../../ui/panel.tsx';
import { saveCsv } from '../../ui/save-file.ts';
import { CAUSES } from './satisfaction-filter.ts';
import '../../ui/record-table.css';
import { type SaidText, useSaidText } from './said-text.ts';

type Trait = NonNullable<SatisfactionReportQuery['satisfactionReport']['traits']>[number];

interface TraitsPanelProps {
  readonly traits: readonly Trait[] | null;
  /** Names of branches. */
  readonly units: readonly { readonly id: string; readonly name: string }[];
}

const SHOWN = 10;
const PARTS = ['bottom', 'middle', 'top'] as const;

/** Both ends against the middle, as bars or as a table. */
export function TraitsPanel({ traits, units }: TraitsPanelProps) {
  const t = useSaidText();
  const [asTable, setAsTable] = useState(false);
  const names = new Map(units.map(({ id, name }) => [id, name]));
  const named = (traits ?? []).slice(0, SHOWN).map((trait) => ({ ...trait, name: nameOf(trait, names, t) }));
  const save = () =>
    saveCsv(
      t('said.traits'),
      chartCsv({
        category: t('said.trait'),
        series: PARTS.map((key) => ({ key, label: t(`said.${key}`), format: String })),
        rows: named.map(({ dimension, value, name, bottom, middle, top }) => ({
          ...{ key: `${dimension}${value}`, label: name, values: { bottom, middle, top } },
        })),
      }),
    );
  return (
    <Panel
      title={t('said.traits')}
      actions={
        traits && (
          <button type="button" className="quiet-button" onClick={save}>
            {t('chart.csv')}
          </button>
        )
      }
    >
      <p className="soft">{traits ? t('said.traitsHint') : t('said.tooFew')}</p>
      {traits && (
        <>
          <label className="check-line">
            <input
              type="checkbox"
              checked={asTable}
              onChange={({ currentTarget }) => setAsTable(currentTarget.checked)}
            />
            <span>{t('said.asTable')}</span>
          </label>
          {asTable ? <Table traits={named} /> : <Bars traits={named} />}
        </>
      )}
    </Panel>
  );
}

type Named = Trait & { readonly name: string };

/** The name of a trait; a cause leads to the answers around which it is known. */
function TraitName({ trait: { dimension, value, name } }: { trait: Named }) {
  const cause = dimension === 'CAUSE' ? CAUSES.find((each) => each === value) : undefined;
  if (!cause) return name;
  return (
    <Link to="/satisfaction" search={(before) => ({ ...before, cause, period: undefined })} resetScroll={false}>
      {name}
    </Link>
  );
}

function nameOf({ dimension, value }: Trait, units: ReadonlyMap<string, string>, t: SaidText): string {
  if (dimension === 'REGION') return units.get(value) ?? value;
  if (dimension === 'CAUSE') return t(`satisfactionCause.${value as 'LATE'}`);
  return t(`satisfactionOccasion.${value as 'CASE'}`);
}

function usePercent(): (share: number) => string {
  const { locale } = useReading();
  return (share) => `${formatNumber(Math.round(share * 100), locale)} %`;
}

function Bars({ traits }: { traits: readonly Named[] }) {
  const t = useSaidText();
  const percent = usePercent();
  return (
    <>
      <p className="satisfaction-legend small">
        {PARTS.map((part) => (
          <span key={part} data-part={part}>
            {t(`said.${part}`)}
          </span>
        ))}
      </p>
      <ul className="satisfaction-traits">
        {traits.map((trait) => (
          <li key={`${trait.dimension}${trait.value}`}>
            <span>
              <TraitName trait={trait} /> {trait.thin && <span className="soft small">({t('said.thin')})</span>}
            </span>
            <div>
              {PARTS.map((part) => (
                <div key={part} className="satisfaction-share">
                  <span className="visually-hidden">{t(`said.${part}`)}</span>
                  <span className="satisfaction-track">
                    <span data-part={part} style={{ inlineSize: `${trait[part] * 100}%` }} />
                  </span>
                  <span className="small">{percent(trait[part])}</span>
                </div>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

function Table({ traits }: { traits: readonly Named[] }) {
  const t = useSaidText();
  const percent = usePercent();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="satisfaction-scroll" tabIndex={0} aria-label={t('said.traits')}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('said.trait')}</th>
            {PARTS.map((part) => (
              <th key={part} scope="col">
                {t(`said.${part}`)}
              </th>
            ))}
            <th scope="col">{t('satisfaction.answers')}</th>
          </tr>
        </thead>
        <tbody>
          {traits.map((trait) => (
            <tr key={`${trait.dimension}${trait.value}`}>
              <th scope="row">
                <TraitName trait={trait} />
              </th>
              {PARTS.map((part) => (
                <td key={part}>{percent(trait[part])}</td>
              ))}
              <td>
                {trait.answers} {trait.thin && <span className="soft small">({t('said.thin')})</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
