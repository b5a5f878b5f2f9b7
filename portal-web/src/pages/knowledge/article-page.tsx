import { Button } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Moment } from '../../format/moment.tsx';
import {
  ArticleDocument,
  type ArticleFactsFragment,
  ArticleUpdatedDocument,
  PublishArticleDocument,
  RetireArticleDocument,
  VoteOnArticleDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { RecordView } from '../../graph/record-view.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useLive } from '../../graph/use-live.ts';
import { useRecord } from '../../graph/use-record.ts';
import { useText } from '../../language/use-text.ts';
import { isStaff, mayPrice, mayServe, mayWrite } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { BackLink } from '../../shell/back-link.tsx';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Facts, Panel } from '../../ui/panel.tsx';
import { ArticleDialog } from './article-dialog.tsx';
import { ArticleMark } from './article-mark.tsx';
import '../conversation/conversation-panel.css';

/** One question with its answer, and whether it helps. */
export function ArticlePage() {
  const { articleId } = useParams({ from: '/portal/knowledge/$articleId' });
  const read = useRecord(ArticleDocument, { id: articleId }, (data) => data.article);
  useLive(ArticleUpdatedDocument, { variables: { id: articleId }, onUpdate: read.refresh, onGap: read.refresh });
  return <RecordView read={read}>{(article) => <LoadedArticle article={article} />}</RecordView>;
}

function LoadedArticle({ article }: { article: ArticleFactsFragment }) {
  const t = useText();
  const staff = isStaff(useViewer());
  return (
    <PageFrame
      title={article.title}
      back={<BackLink to="/knowledge" />}
      marks={staff && <ArticleMark article={article} />}
      under={`${article.number} · ${t(`caseCategory.${article.category}`)}`}
      actions={<ArticleActions article={article} />}
    >
      <div className="page-columns">
        <div>
          <Panel title={t('knowledge.details')}>
            <p className="message-body" lang={article.language}>
              {article.question}
            </p>
          </Panel>
          <Panel title={t('knowledge.answer')}>
            <p className="message-body" lang={article.language}>
              {article.answer}
            </p>
          </Panel>
          <EarlierTexts article={article} />
        </div>
        <div>
          <VotePanel article={article} />
          <Panel title={t('knowledge.about')}>
            <Facts
              of={[
                [t('knowledge.writtenBy'), staff && article.writtenBy],
                [t('knowledge.changed'), <Moment key="at" at={article.updatedAt} />],
                [
                  t('knowledge.origin'),
                  article.origin && (
                    <Link to="/cases/$caseId" params={{ caseId: article.origin.id }}>
                      {article.origin.number}
                    </Link>
                  ),
                ],
              ]}
            />
          </Panel>
        </div>
      </div>
    </PageFrame>
  );
}

/** What stood there before, for the staff: nobody else is sent any. */
function EarlierTexts({ article: { texts, language } }: { article: ArticleFactsFragment }) {
  const t = useText();
  const earlier = texts.slice(1);
  if (earlier.length === 0) return null;
  return (
    <Panel title={t('knowledge.earlier')} count={earlier.length}>
      {earlier.map(({ version, title, question, answer, writtenBy, writtenAt }) => (
        <details key={version}>
          <summary>
            <Moment at={writtenAt} /> · {writtenBy}
          </summary>
          <div lang={language}>
            <strong>{title}</strong>
            <p className="message-body">{question}</p>
            <p className="message-body">{answer}</p>
          </div>
        </details>
      ))}
    </Panel>
  );
}

function VotePanel({ article }: { article: ArticleFactsFragment }) {
  const t = useText();
  const viewer = useViewer();
  const vote = useCommand(VoteOnArticleDocument);
  const { id, helped, notHelped, myVote } = article;
  const button = (value: boolean, label: string) => (
    <Button
      variant={myVote === value ? 'filled' : 'default'}
      aria-pressed={myVote === value}
      loading={vote.running}
      onClick={() => void vote.run({ id, helped: value })}
    >
      {label}
    </Button>
  );
  return (
    <Panel title={t('knowledge.didItHelp')}>
      {mayWrite(viewer) && (
        <div className="line">
          {button(true, t('knowledge.yes'))}
          {button(false, t('knowledge.no'))}
        </div>
      )}
      <p className="soft small" aria-live="polite">
        {t('knowledge.votes', { helped, notHelped })}
      </p>
      {myVote === false && viewer.account && <p className="soft small">{t('knowledge.askUs')}</p>}
      <ObjectionNote objection={vote.objection} />
    </Panel>
  );
}

function ArticleActions({ article }: { article: ArticleFactsFragment }) {
  const t = useText();
  const viewer = useViewer();
  const publish = useCommand(PublishArticleDocument);
  const retire = useCommand(RetireArticleDocument);
  const [changing, setChanging] = useState(false);
  if (!mayServe(viewer)) return null;
  const { id, state, audience } = article;
  const isFor = (whom: typeof audience) => state === 'PUBLISHED' && audience === whom;
  const before = (whom: typeof audience) => ({
    label: t(`knowledge.publish.${whom}`),
    run: () => void publish.run({ id, audience: whom }),
  });
  const actions = [
    ...(isFor('STAFF') ? [] : [before('STAFF')]),
    ...(!mayPrice(viewer) || isFor('EVERYONE') ? [] : [before('EVERYONE')]),
    ...(!mayPrice(viewer) || state === 'RETIRED'
      ? []
      : [{ label: t('knowledge.retire'), run: () => void retire.run({ id }), danger: true }]),
  ];
  return (
    <>
      <Button variant="default" onClick={() => setChanging(true)}>
        {t('knowledge.change')}
      </Button>
      <ActionMenu actions={actions} />
      <ObjectionNote objection={publish.objection ?? retire.objection} />
      {changing && <ArticleDialog article={article} close={() => setChanging(false)} />}
    </>
  );
}
