import { useDebouncedValue } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { SuggestArticlesDocument } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';

const SHORTEST = 4;

/** What has answered the like before, while somebody is still writing. */
export function SuggestedArticles({ text }: { text: string }) {
  const t = useText();
  const [settled] = useDebouncedValue(text.trim(), 300);
  const [{ data }] = useQuery({
    query: SuggestArticlesDocument,
    variables: { text: settled, category: null },
    pause: settled.length < SHORTEST,
  });
  const found = settled.length < SHORTEST ? [] : (data?.suggestArticles ?? []).slice(0, 3);
  return (
    <div role="status">
      {found.length > 0 && (
        <div className="note note-accent">
          <div>
            <strong>{t('knowledge.perhaps')}</strong>
            <ul>
              {found.map(({ id, title }) => (
                <li key={id}>
                  <Link to="/knowledge/$articleId" params={{ articleId: id }} target="_blank">
                    {title}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
    </div>
  );
}
