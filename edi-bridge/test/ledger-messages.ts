import { expect } from 'vitest';
import { fixture } from './fixtures.ts';
import type { World } from './world.ts';

const MESSAGES = `query($filter: EdiMessageFilter) { ediMessages(filter: $filter) { nodes {
  id direction state setTypes verdict summary test mapVersion raw interchangeControl acknowledgement { state dueAt }
  copyOf { id } copies { id } editorNote errors { code message line segmentNumber }
  replays { by action reason forced outcome } thread { id setTypes } } } }`;

/** What a message of the ledger looks like to these tests. */
export interface Told {
  readonly id: string;
  readonly direction: 'IN' | 'OUT';
  readonly state: string;
  readonly setTypes: string[];
  readonly verdict: string | null;
  readonly summary: string;
  readonly test: boolean;
  readonly mapVersion: number | null;
  readonly raw: string;
  readonly interchangeControl: string | null;
  readonly acknowledgement: { readonly state: string; readonly dueAt: string | null };
  readonly copyOf: { readonly id: string } | null;
  readonly copies: { readonly id: string }[];
  readonly editorNote: string | null;
  readonly errors: { code: string; message: string; line: number | null; segmentNumber: number | null }[];
  readonly replays: { by: string; action: string; reason: string | null; forced: boolean; outcome: string }[];
  readonly thread: { id: string; setTypes: string[] }[];
}

/** Newest first. */
export const messages = async (world: World, filter: object = {}): Promise<Told[]> =>
  (await world.edi.ask(MESSAGES, { filter })).ediMessages.nodes;

export async function only(world: World, filter: object): Promise<Told> {
  const found = await messages(world, filter);
  expect(found).toHaveLength(1);
  return found[0] as Told;
}

export const ledgerOf = async (world: World) =>
  (
    await world.edi.ask(`{ ediLedger { received inProgress processed duplicate quarantined rejected held replaced dismissed
      receivedBalanced sent acknowledged rejectedByPartner overdue waiting cancelled notExpected unsent sentBalanced
      controlNumbers { partnerId level given used gapFree } } }`)
  ).ediLedger;

export const shipmentCount = async (world: World): Promise<number> =>
  (await world.shipments.ask('{ shipments { nodes { id } } }')).shipments.nodes.length;

/** Answers a mutation on one message with its state, or with the code of the refusal. */
export async function ask(world: World, mutation: string, variables: object): Promise<{ id?: string; said: string }> {
  const answer = Object.values(
    (await world.edi.ask(mutation, { ...variables })) as Record<string, { id?: string; state?: string; code?: string }>,
  )[0];
  return { ...(answer?.id ? { id: answer.id } : {}), said: answer?.state ?? answer?.code ?? '' };
}

export const ANSWER = '... on EdiMessage { id state } ... on Refusal { code }';
export const MEND = `mutation($id: ID!, $raw: String!) { mendEdiMessage(id: $id, raw: $raw, note: "by phone") { ${ANSWER} } }`;
export const RESEND = `mutation($id: ID!, $anew: Boolean!) { resendEdiMessage(id: $id, anew: $anew) { ${ANSWER} } }`;
export const CANCEL = `mutation($id: ID!) { cancelEdiMessage(id: $id, reason: "agreed by phone") { ${ANSWER} } }`;

/** A tender that was accepted: its 990 waits for the partner's 997. Gives the group number of that 990. */
export async function sent990(world: World, profile: object = {}): Promise<string> {
  await world.partner({ id: 'ACME', ...profile });
  await world.send('ACME', fixture('204-valid.x12'));
  const { nodes } = (await world.shipments.ask('{ shipments { nodes { id } } }')).shipments;
  await world.shipments.ask('mutation($id: ID!) { acceptTender(id: $id) { __typename } }', { id: nodes[0].id });
  return groupOf(await world.outFile('ACME', '990'));
}

/** GS06. */
export const groupOf = (text: string): string => /GS\*\w\w\*\w+\*\w+\*\d+\*\d+\*(\d+)/.exec(text)?.[1] ?? '';

/** A 997 of the partner for a group of ours. */
export const answerTo = (group: string, control: string, body: string, usage = 'P'): string =>
  [
    `ISA*00*          *00*          *ZZ*ACME           *ZZ*QUAYSIDE       *260302*1200*U*00401*${control}*0*${usage}*>`,
    `GS*FA*ACME*QUAYSIDE*20260302*1200*${Number(control)}*X*004010`,
    `ST*997*0001~\nAK1*GF*${group}~\n${body}`,
    `GE*1*${Number(control)}~\nIEA*1*${control}~`,
  ].join('~\n');
