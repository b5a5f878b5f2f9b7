import { Button, NativeSelect } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Moment } from '../../format/moment.tsx';
import { type ArticleLineFragment, ArticlesDocument, ArticleUpdatedDocument } from '../../generated/operations.ts';
import { listFaults } from '../../graph/list-faults.tsx';
import { SOON_MS, useLiveList } from '../../graph/use-live-list.ts';
import { usePages } from '../../graph/use-pages.ts';
import { type Text, useText } from '../../language/use-text.ts';
import { isStaff, mayServe } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { BackLink } from '../../shell/back-link.tsx';
import { CASE_CATEGORIES } from '../../status/case-categories.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SpeechIcon } from '../../ui/icons.tsx';
import { ListPanel } from '../../ui/list-panel.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import type { Column } from '../../ui/record-table.tsx';
import { SearchField } from '../shipments/shipment-list-bar.tsx';
import { ArticleDialog } from './article-dialog.tsx';
import { ArticleMark } from './article-mark.tsx';
import { readKnowledgeSearch } from './knowledge-filter.ts';

/** What has been asked and solved before. Customers find what was published for everyone. */
export function KnowledgePage() {
  const t = useText();
  const viewer = useViewer();
  const search = useSearch({ from: '/portal/knowledge' });
  const navigate = useNavigate({ from: '/knowledge' });
  const [writing, setWriting] = useState(false);
  const list = usePages(ArticlesDocument, { filter: search }, (data) => data.articles);
  useLiveList(ArticleUpdatedDocument, list, {
    variables: list.first ? {} : null,
    after: list.first?.articles.liveCursor,
    quietMs: SOON_MS,
  });
  const set = (part: Record<string, unknown>) =>
    navigate({ search: readKnowledgeSearch({ ...search, ...part }), replace: true });
  return (
    <PageFrame
      title={t('knowledge.title')}
      under={t('knowledge.hint')}
      back={<BackLink to="/service" />}
      actions={mayServe(viewer) && <Button onClick={() => setWriting(true)}>{t('knowledge.write')}</Button>}
    >
      <ListPanel
        {...list}
        label={t('knowledge.title')}
        keyOf={(row) => row.id}
        linkOf={(row) => ({ to: '/knowledge/$articleId', params: { articleId: row.id } })}
        newsOf={(row) => row.version}
        bar={
          <search className="list-bar">
            <SearchField
              label={t('knowledge.search')}
              value={search.search ?? ''}
              change={(text) => set({ search: text })}
            />
            <NativeSelect
              aria-label={t('raise.category')}
              value={search.category ?? ''}
              onChange={({ currentTarget }) => set({ category: currentTarget.value })}
              data={[
                { value: '', label: t('knowledge.anyCategory') },
                ...CASE_CATEGORIES.map((value) => ({ value, label: t(`caseCategory.${value}`) })),
              ]}
            />
          </search>
        }
        columns={columnsOf(t, isStaff(viewer))}
        card={(row) => (
          <>
            <strong>{row.title}</strong>
            <span className="soft small">
              {t(`caseCategory.${row.category}`)} · {row.number}
            </span>
            {isStaff(viewer) && (
              <span className="card-line small">
                <ArticleMark article={row} />
              </span>
            )}
          </>
        )}
        {...listFaults(list)}
        empty={
          <EmptyState
            icon={<SpeechIcon size={28} />}
            title={t('knowledge.none')}
            hint={t(isStaff(viewer) ? 'knowledge.noneHintStaff' : 'knowledge.noneHint')}
          />
        }
      />
      {writing && <ArticleDialog close={() => setWriting(false)} />}
    </PageFrame>
  );
}

type Row = ArticleLineFragment;

function columnsOf(t: Text, staff: boolean): Column<Row>[] {
  return [
    {
      id: 'title',
      share: 5,
      header: t('knowledge.question'),
      cell: (row) => (
        <>
          {row.title} <span className="record-sub">{row.number}</span>
        </>
      ),
    },
    { id: 'category', share: 2, header: t('raise.category'), cell: (row) => t(`caseCategory.${row.category}`) },
    ...(staff
      ? [
          {
            id: 'state',
            share: 2,
            header: t('shipment.state'),
            cell: (row: Row) => <ArticleMark article={row} />,
          },
        ]
      : []),
    { id: 'helped', share: 1, header: t('knowledge.helped'), numeric: true, cell: (row) => row.helped },
    { id: 'at', share: 2, header: t('knowledge.changed'), cell: (row) => <Moment at={row.updatedAt} /> },
  ];
}
