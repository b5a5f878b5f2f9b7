import { Link, useSearch } from '@tanstack/react-router';
import { formatNumber } from '../../format/quantity.ts';
import type { SatisfactionTraitLineFragment } from '../../generated/operations.ts';
import { useReading } from '../../session/viewing.tsx';
import { useSaidText } from './said-text.ts';
import { searchOf } from './trait-words.ts';
import '../../ui/record-table.css';

export const PARTS = ['bottom', 'middle', 'top'] as const;
export type NamedTrait = SatisfactionTraitLineFragment & { readonly name: string };

const keyOf = ({ dimension, value }: NamedTrait): string => `${dimension}${value}`;

/** The name of a trait, which leads to the answers and customers behind it. */
function TraitName({ trait }: { trait: NamedTrait }) {
  const search = useSearch({ from: '/portal/satisfaction' });
  return (
    <Link to="/satisfaction" search={searchOf(search, trait)} resetScroll={false} hash="said">
      {trait.name}
    </Link>
  );
}

function usePercent(): (share: number) => string {
  const { locale } = useReading();
  return (share) => `${formatNumber(Math.round(share * 100), locale)} %`;
}

function Behind({ trait: { answers, customers, thin } }: { trait: NamedTrait }) {
  const t = useSaidText();
  return (
    <span className="soft small">
      {t('said.customersCount', { count: customers })}, {t('said.answersCount', { count: answers })}
      {thin && ` (${t('said.thin')})`}
    </span>
  );
}

interface TraitsProps {
  readonly label: string;
  readonly traits: readonly NamedTrait[];
}

/** Traits as bars: three for each, from the least content to the most. */
export function TraitBars({ label, traits }: TraitsProps) {
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
      <ul className="satisfaction-traits" aria-label={label}>
        {traits.map((trait) => (
          <li key={keyOf(trait)}>
            <span className="satisfaction-trait">
              <TraitName trait={trait} />
              <Behind trait={trait} />
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

/** The same for those who read better than they look. */
export function TraitTable({ label, traits }: TraitsProps) {
  const t = useSaidText();
  const percent = usePercent();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="satisfaction-scroll" tabIndex={0} aria-label={label}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('said.trait')}</th>
            {PARTS.map((part) => (
              <th key={part} scope="col">
                {t(`said.${part}`)}
              </th>
            ))}
            <th scope="col">{t('said.behind')}</th>
          </tr>
        </thead>
        <tbody>
          {traits.map((trait) => (
            <tr key={keyOf(trait)}>
              <th scope="row">
                <TraitName trait={trait} />
              </th>
              {PARTS.map((part) => (
                <td key={part}>{percent(trait[part])}</td>
              ))}
              <td>
                <Behind trait={trait} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
