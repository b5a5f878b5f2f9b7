import { Client, type Exchange, makeResult, type Operation, type OperationResult } from 'urql';
import { describe, expect, it } from 'vitest';
import { filter, makeSubject, map, merge, pipe, share, subscribe } from 'wonka';
import { OpenCaseDocument, type OpenCaseMutation, ShipmentWorkDocument } from '../generated/operations.ts';
import { recordCache } from './cache.ts';

const shipmentWith = (...ids: string[]) => ({
  ...{ __typename: 'Shipment', id: 's1', openClaimCount: 0, claims: [], workOrders: [], returns: [] },
  cases: ids.map((id) => ({
    ...{ __typename: 'Case', id, number: `CS-${id}`, kind: 'INQUIRY', subject: 'Where is it?', state: 'OPEN' },
    ...{ dueAt: '2026-03-02T10:00:00Z', overdue: false },
  })),
});
const opened = {
  openCase: { __typename: 'Case', id: 'c2', number: 'CS-c2', shipment: shipmentWith('c1', 'c2') },
};

/** A page that shows the work on a shipment, in front of a network that answers when it is told to. */
function openPage() {
  const answers = makeSubject<OperationResult>();
  const asked: Operation[] = [];
  const network: Exchange = () => (operations) => {
    const heard = pipe(
      operations,
      share,
      filter((operation) => {
        if (operation.kind !== 'teardown') asked.push(operation);
        return false;
      }),
      map((operation) => makeResult(operation, {}, undefined)),
    );
    return merge([heard, answers.source]);
  };
  const client = new Client({ url: 'http://portal.test/graphql', exchanges: [recordCache(), network] });
  const read = (requestPolicy: 'network-only' | 'cache-and-network') =>
    pipe(
      client.query(ShipmentWorkDocument, { id: 's1' }, { requestPolicy }),
      subscribe(({ data }) => {
        page.shown = data?.shipment?.cases.map(({ id }) => id) ?? null;
      }),
    );
  const page = {
    shown: null as string[] | null,
    client,
    readAgain: () => read('network-only'),
    /** Answers the oldest open question of this kind. */
    answer(kind: 'query' | 'mutation', data: object) {
      const at = asked.findIndex((operation) => operation.kind === kind);
      const [operation] = asked.splice(at, 1);
      if (operation) answers.next(makeResult(operation, { data }, undefined));
    },
  };
  read('cache-and-network');
  page.answer('query', { shipment: shipmentWith('c1') });
  return page;
}

type Page = ReturnType<typeof openPage>;
const ask = (page: Page): Promise<OperationResult<OpenCaseMutation>> =>
  page.client
    .mutation(OpenCaseDocument, { input: { kind: 'INQUIRY', subject: 'Where is it?', description: 'As it says.' } })
    .toPromise();

describe('the answer to a command', () => {
  it('is given whole and changes what is shown', async () => {
    const page = openPage();
    const answer = ask(page);
    page.answer('mutation', opened);
    expect((await answer).data?.openCase).toMatchObject({ id: 'c2' });
    expect(page.shown).toEqual(['c1', 'c2']);
  });

  it('is given whole while the page is read again', async () => {
    const page = openPage();
    page.readAgain();
    const answer = ask(page);
    page.answer('mutation', opened);
    page.answer('query', { shipment: shipmentWith('c1', 'c2') });
    expect((await answer).data?.openCase).toMatchObject({ id: 'c2' });
    expect(page.shown).toEqual(['c1', 'c2']);
  });

  it('is given whole when the page was read again meanwhile', async () => {
    const page = openPage();
    const answer = ask(page);
    page.readAgain();
    page.answer('query', { shipment: shipmentWith('c1') });
    page.answer('mutation', opened);
    expect((await answer).data?.openCase).toMatchObject({ id: 'c2' });
    expect(page.shown).toEqual(['c1', 'c2']);
  });
});
