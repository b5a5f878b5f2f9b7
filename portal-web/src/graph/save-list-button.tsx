import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useState } from 'react';
import { type AnyVariables, type Client, CombinedError, useClient } from 'urql';
import { useText } from '../language/use-text.ts';
import { saveCsv } from '../ui/save-file.ts';
import { QueryFailure } from './query-failure.tsx';
import type { Connected } from './use-pages.ts';

interface SaveListProps<Data, Variables, Node> {
  readonly document: TypedDocumentNode<Data, Variables>;
  readonly variables: Omit<Variables, 'after'>;
  readonly connectionOf: (data: Data) => Connected<Node>;
  /** Name of the file, without its ending. */
  readonly name: string;
  readonly csv: (rows: readonly Node[]) => string;
}

/** Gives the person all rows of a list as a file, also those that no page has shown yet. */
export function SaveListButton<Data, Variables extends AnyVariables, Node>(
  props: SaveListProps<Data, Variables, Node>,
) {
  const t = useText();
  const client = useClient();
  const [failed, setFailed] = useState<CombinedError | null>(null);
  const [saving, setSaving] = useState(false);
  const save = async () => {
    setSaving(true);
    const rows = await allRows(client, props);
    setSaving(false);
    setFailed(rows instanceof CombinedError ? rows : null);
    // A file without some of its rows would look like one with all of them.
    if (!(rows instanceof CombinedError)) saveCsv(props.name, props.csv(rows));
  };
  return (
    <>
      <button type="button" className="quiet-button no-print" disabled={saving} onClick={() => void save()}>
        {t('chart.csv')}
      </button>
      {failed && <QueryFailure error={failed} retry={() => void save()} />}
    </>
  );
}

type Asked<Data, Variables, Node> = Pick<
  SaveListProps<Data, Variables, Node>,
  'document' | 'variables' | 'connectionOf'
>;

async function allRows<Data, Variables extends AnyVariables, Node>(
  client: Client,
  { document, variables, connectionOf }: Asked<Data, Variables, Node>,
): Promise<Node[] | CombinedError> {
  const rows: Node[] = [];
  let after: string | null = null;
  do {
    const asked = { ...variables, after } as unknown as Variables;
    const { data, error } = await client.query(document, asked, { requestPolicy: 'network-only' }).toPromise();
    if (!data) return error ?? new CombinedError({ networkError: new Error('no answer') });
    const { nodes, pageInfo } = connectionOf(data);
    rows.push(...nodes);
    after = pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null;
  } while (after);
  return rows;
}
