import { formatDate } from '../../format/instant.ts';
import { Moment } from '../../format/moment.tsx';
import type { ContractQuery } from '../../generated/operations.ts';
import { refusalWords, wordsFor } from '../../language/code-words.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { Note } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TermsPanels } from '../quote/terms-panels.tsx';

type Contract = NonNullable<ContractQuery['contract']>;

/** What was agreed and begins on a later day, each with its day, what becomes other, and the terms from then on. */
export function AgreedPanels({ contract }: { contract: Pick<Contract, 'agreedChanges'> }) {
  const t = useText();
  const { locale } = useReading();
  return contract.agreedChanges.map((agreed) => (
    <section key={agreed.beginsOn} className="stack">
      <Panel
        title={t('contract.agreedFrom', { date: formatDate(agreed.beginsOn, locale) })}
        actions={
          <span className="soft small">
            {agreed.reason} · <Moment at={agreed.agreedAt} />
          </span>
        }
      >
        <p>
          {t('contract.becomesOther', {
            parts: agreed.changes.map((part) => wordsFor('contractPart', part, t) ?? part).join(', '),
          })}
        </p>
        {agreed.refusal && (
          <Note tone="bad">
            {t('contract.cannotBegin', {
              reason: refusalWords(agreed.refusal.code, agreed.refusal.message, locale, t).text,
            })}
          </Note>
        )}
      </Panel>
      <details>
        <summary>{t('contract.agreedTerms')}</summary>
        <TermsPanels terms={agreed} validFrom={agreed.beginsOn} />
      </details>
    </section>
  ));
}
