import type { TestGraph } from '@quayside/shared/testing/graph';
import { PARCEL } from './service-api.ts';

/** Sends a mutation with one input and gives what it answers, the value or the refusal. */
export async function send(graph: TestGraph, field: string, type: string, input: unknown, fields: string) {
  const inputType = `${field[0]?.toUpperCase()}${field.slice(1)}Input!`;
  const name = { replyToCase: 'ReplyInput!', replyToClaim: 'ReplyInput!', replyToWorkOrder: 'ReplyInput!' }[field];
  const data = await graph.ask(
    `mutation ($input: ${name ?? inputType}) { ${field}(input: $input) {
       ... on ${type} { ${fields} } ... on Refusal { code field } } }`,
    { input },
  );
  return data[field];
}

const CASE_FIELDS = 'id number state version owner { id } dueAt closedAt resolution decision openedBy';
export const openCase = (graph: TestGraph, change: Record<string, unknown> = {}) =>
  send(graph, 'openCase', 'Case', { ...A_COMPLAINT, ...change }, CASE_FIELDS);

const A_COMPLAINT = {
  kind: 'COMPLAINT',
  category: 'DELAY',
  subject: 'Two days late',
  description: 'It was promised for Monday.',
  shipmentId: PARCEL,
};

export const changeCase = async (graph: TestGraph, variables: Record<string, unknown>) =>
  (
    await graph.ask(
      `mutation ($id: ID!, $state: CaseState!, $resolution: String, $decision: SuggestionDecision) {
         changeCaseState(id: $id, state: $state, resolution: $resolution, decision: $decision) {
           ... on Case { ${CASE_FIELDS} } ... on Refusal { code field } } }`,
      variables,
    )
  ).changeCaseState;

export const CLAIM_FIELDS = `id number state version owner { id } dueAt closedAt amount { amountMinor currency }
  offered { amountMinor } legs { kind counterpart regime state dueAt decidedAmount { amountMinor } }`;
export const fileClaim = (graph: TestGraph, change: Record<string, unknown> = {}) =>
  send(graph, 'fileClaim', 'Claim', { ...A_CLAIM, ...change }, CLAIM_FIELDS);

const A_CLAIM = {
  shipmentId: PARCEL,
  liabilityAsserted: true,
  statement: 'The carton was crushed in your care.',
  lines: [{ description: 'Lamps', quantity: 3, cause: 'DAMAGE', amountMinor: 12_000 }],
};

export const requestWork = (graph: TestGraph, change: Record<string, unknown> = {}) =>
  send(
    graph,
    'requestWorkOrder',
    'WorkOrder',
    { service: 'LABELLING', quantity: 40, instructions: 'Spring label, top left.', shipmentId: PARCEL, ...change },
    'id number state unit version dueAt contract { id } owner { id }',
  );

/** Runs a mutation that takes an id and plain arguments; `types` declares them. */
export async function step(
  graph: TestGraph,
  call: string,
  type: string,
  variables: Record<string, unknown>,
  types: string,
) {
  const data = await graph.ask(
    `mutation (${types}) { result: ${call} { ... on ${type} { id state version dueAt closedAt owner { id } }
       ... on Refusal { code field } } }`,
    variables,
  );
  return data.result;
}

export const photo = (fileId: string) => ({ fileId, fileName: `${fileId}.jpg`, mediaType: 'image/jpeg' });

/** The error code of each attempt, or `DONE` for one that went through. */
export const codesOf = (attempts: readonly Promise<unknown>[]): Promise<string[]> =>
  Promise.all(
    attempts.map((attempt) =>
      attempt.then(
        () => 'DONE',
        (error: Error) => error.message.split(':')[0] ?? '',
      ),
    ),
  );
