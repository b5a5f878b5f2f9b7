import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { type CaseFactsFragment, SolvedBeforeDocument, SuggestArticlesDocument } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';
import { Panel } from '../../ui/panel.tsx';
import { DefectDialog } from '../defects/defect-dialog.tsx';

/** What solved the like of this case before, and the defect behind it. For the staff. */
export function SolvedBeforePanel({ record }: { record: CaseFactsFragment }) {
  const t = useText();
  const [opening, setOpening] = useState(false);
  const { id, subject, description, category } = record;
  const [{ data }] = useQuery({ query: SolvedBeforeDocument, variables: { id } });
  const words = { text: `${subject} ${description}`.slice(0, 200), category };
  const [{ data: known }] = useQuery({ query: SuggestArticlesDocument, variables: words });
  const articles = known?.suggestArticles ?? [];
  const cases = data?.case?.solvedBefore ?? [];
  const defect = data?.case?.defect;
  return (
    <Panel title={t('knowledge.solvedBefore')} count={articles.length + cases.length} flush>
      <ul className="rows">
        {articles.map((article) => (
          <li key={article.id}>
            <span className="grow">
              <Link to="/knowledge/$articleId" params={{ articleId: article.id }}>
                {article.title}
              </Link>
              <span className="record-sub">{article.answer}</span>
            </span>
          </li>
        ))}
        {cases.map((one) => (
          <li key={one.id}>
            <span className="grow">
              <Link to="/cases/$caseId" params={{ caseId: one.id }}>
                {one.number}
              </Link>{' '}
              {one.subject}
              <span className="record-sub">{one.resolution}</span>
            </span>
          </li>
        ))}
        <li>
          <span className="grow soft small">{articles.length + cases.length === 0 && t('knowledge.nothingLike')}</span>
          {defect ? (
            <Link to="/defects/$defectId" params={{ defectId: defect.id }}>
              {t('defect.of', { number: defect.number })}
            </Link>
          ) : (
            <button type="button" className="quiet-button" onClick={() => setOpening(true)}>
              {t('defect.open')}
            </button>
          )}
        </li>
      </ul>
      {opening && <DefectDialog category={category} title={subject} cases={[record]} close={() => setOpening(false)} />}
    </Panel>
  );
}
