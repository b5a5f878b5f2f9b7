import { readFileSync, rmSync } from 'node:fs';
import { type Quayside, startQuayside } from '@quayside/gateway/quayside';
import { parseSettings } from '@quayside/shared/config';
import { newId } from '@quayside/shared/ids';
import { openLog } from '@quayside/shared/log';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from '../demo/organization.ts';
import { demoHome } from '../testing/demo-home.ts';
import { PERSONAS } from './portal-scene.ts';
import {
  nowhere,
  objectsIn,
  openQuestions,
  ordersAbout,
  type Probe,
  questionsAbout,
  type Records,
} from './strangers.ts';

/*
 * Every question and every order of the schema, asked by who has no business with what it is about. It is made from the
 * schema: what is added tomorrow is tried tomorrow.
 */
const schema = buildSchema(readFileSync(new URL('../../gateway/api.graphql', import.meta.url), 'utf8'));

interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}
type Ask = (probe: Probe) => Promise<Answer>;

/** Fewer would mean that they are not found any more. */
const [MANY_QUESTIONS, MANY_ORDERS] = [40, 100];

let quayside: Quayside;
let home: string;
let office: Ask;
beforeAll(async () => {
  home = await demoHome();
  const settings = parseSettings({ QUAYSIDE_HOME: home, PORT: '0', LOG_LEVEL: process.env['LOG_LEVEL'] });
  quayside = await startQuayside(settings, { log: openLog(settings.logLevel) });
  office = await signedIn(PERSONAS.administrator);
});
afterAll(async () => {
  await quayside.stop();
  rmSync(home, { recursive: true, force: true });
});

async function signedIn(email: string): Promise<Ask> {
  const headers = { 'x-quayside-csrf': '1', origin: quayside.url, 'content-type': 'application/json' };
  const body = JSON.stringify({ email, password: PASSWORD });
  const answer = await fetch(`${quayside.url}/session`, { method: 'POST', headers, body });
  return asking({ ...headers, cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '' });
}

const asking =
  (headers: Readonly<Record<string, string>>): Ask =>
  async ({ field, documents, variables }) => {
    for (const query of documents) {
      const body = JSON.stringify({ query, variables });
      const response = await fetch(`${quayside.url}/graphql`, { method: 'POST', headers, body });
      const answer = (await response.json()) as Answer;
      // What the schema itself refuses is refused to everybody, and tells nothing about strangers.
      const invalid = answer.errors?.find(({ extensions }) => extensions?.code === 'GRAPHQL_VALIDATION_FAILED');
      if (invalid) throw new Error(`${field}: ${invalid.message}\n${query}`);
      if (!answer.errors?.some(({ message }) => message.includes('too large'))) return answer;
    }
    throw new Error(`${field} is too large, however little is asked of it`);
  };

/** Whose a record is, as far as it tells. */
const accountOf = (record: Readonly<Record<string, unknown>>): unknown =>
  record['__typename'] === 'Account'
    ? record['id']
    : (record['accountId'] ?? (record['account'] as { id?: unknown } | null | undefined)?.id);

async function everythingSeenBy(ask: Ask): Promise<{ readonly field: string; readonly answer: Answer }[]> {
  const seen: { field: string; answer: Answer }[] = [];
  for (const question of openQuestions(schema)) seen.push({ field: question.field, answer: await ask(question) });
  return seen;
}

/** The records that the office sees and this viewer has no part in, by type. */
async function foreignTo(ask: Ask): Promise<Records> {
  const [account] = openQuestions(schema).filter(({ field }) => field === 'accounts');
  const own = new Set([...objectsIn(await ask(account as Probe))].map(accountOf));
  const foreign = new Map<string, string[]>();
  for (const { answer } of await everythingSeenBy(office))
    for (const record of objectsIn(answer.data)) {
      const whose = accountOf(record);
      if (typeof whose !== 'string' || own.has(whose) || typeof record['id'] !== 'string') continue;
      const type = String(record['__typename']);
      foreign.set(type, [...(foreign.get(type) ?? []), record['id']]);
    }
  return foreign;
}

/** What differs between the answers about records of others and about records that are nowhere: all that is given away. */
async function givenAway(ask: Ask, about: (records: Records) => Probe[], foreign: Records): Promise<string[]> {
  const absent = nowhere(foreign, newId);
  const told: string[] = [];
  const unknown = new Map(about(absent).map((probe) => [probe.field, probe]));
  for (const probe of about(foreign)) {
    const [real, none] = [await ask(probe), await ask(unknown.get(probe.field) as Probe)];
    if (plain(real, foreign) !== plain(none, absent)) told.push(`${probe.field} ${plain(real, foreign).slice(0, 300)}`);
  }
  return told;
}

/** An answer without what differs every time, the ids that it was asked about among it. */
const plain = ({ data, errors }: Answer, records: Records): string =>
  [...records].reduce(
    (text, [type, [id = type]]) => text.replaceAll(id, `a ${type}`),
    JSON.stringify({ data, errors: errors?.map(({ message, extensions }) => [message, extensions?.code]) }),
  );

describe.each([
  ['a shipper', PERSONAS.otherShipper],
  ['an account manager of another branch', PERSONAS.otherManager],
])('%s', (_, email) => {
  let ask: Ask;
  let foreign: Records;
  beforeAll(async () => {
    ask = await signedIn(email);
    foreign = await foreignTo(ask);
  });

  it('has strangers to be kept from', () => {
    const kinds = ['Account', 'Shipment', 'Case', 'Claim', 'Contract', 'Invoice', 'WorkOrder', 'Stock', 'EdiMessage'];
    expect([...foreign.keys()]).toEqual(expect.arrayContaining(kinds));
    expect(questionsAbout(schema, foreign).length).toBeGreaterThan(MANY_QUESTIONS);
    expect(ordersAbout(schema, foreign).length).toBeGreaterThan(MANY_ORDERS);
  });

  it('finds nothing of theirs in any list', async () => {
    const ids = new Set([...foreign.values()].flat());
    const leaks = (await everythingSeenBy(ask)).flatMap(({ field, answer }) =>
      [...objectsIn(answer.data)]
        .filter((record) => ids.has(String(record['id'])) || ids.has(String(accountOf(record))))
        .map((record) => `${field}: ${record['__typename']} ${record['id']}`),
    );
    expect(leaks).toEqual([]);
  });

  it('is told nothing about them, not even that they are there', async () => {
    expect(await givenAway(ask, (records) => questionsAbout(schema, records), foreign)).toEqual([]);
  });

  it('changes nothing of theirs', async () => {
    expect(await givenAway(ask, (records) => ordersAbout(schema, records), foreign)).toEqual([]);
  });
});
