import type { TestGraph } from '@quayside/shared/testing/graph';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { ACME, BOSTON, PARCEL, type ServiceApi } from './service-api.ts';

/** Sends a mutation with one input and gives what it answers, the value or the refusal. */
export async function send(graph: TestGraph, field: string, type: string, input: unknown, fields: string) {
  const inputType = `${field[0]?.toUpperCase()}${field.slice(1)}Input!`;
  const name = {
    draftClaim: 'FileClaimInput!',
    replyToCase: 'ReplyInput!',
    replyToClaim: 'ReplyInput!',
    replyToWorkOrder: 'ReplyInput!',
    replyToReturn: 'ReplyInput!',
    recordWorkScan: 'WorkScanInput!',
  }[field];
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
      `mutation ($id: ID!, $state: CaseState!, $resolution: String, $decision: SuggestionDecision, $solved: Boolean) {
         changeCaseState(id: $id, state: $state, resolution: $resolution, decision: $decision, solved: $solved) {
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

const ID = '$id: ID!';

/** The branch of Acme works eight hours on every weekday. */
export async function openBranch(api: Pick<ServiceApi, 'as'>, hours = 8): Promise<void> {
  const manager = api.as(aStaffMember(BOSTON));
  const text = `mutation ($branch: String!, $day: String!, $hours: Float!) {
    setWorkCapacity(branch: $branch, day: $day, hours: $hours) { __typename ... on Refusal { code } } }`;
  for (const day of ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN']) {
    await manager.ask(text, { branch: BOSTON, day, hours });
  }
}

export const quote = (graph: TestGraph, variables: Record<string, unknown>) =>
  step(
    graph,
    'quoteWorkOrder(id: $id, amountMinor: $amountMinor, currency: $currency, reason: $reason)',
    'WorkOrder',
    variables,
    '$id: ID!, $amountMinor: Long, $currency: String, $reason: String',
  );

export const schedule = (graph: TestGraph, id: string, day: string, hours = 2) =>
  step(
    graph,
    'scheduleWorkOrder(id: $id, day: $day, hours: $hours)',
    'WorkOrder',
    { id, day, hours },
    '$id: ID!, $day: LocalDate!, $hours: Float!',
  );

/** The job is priced by the staff where its contract has no price, approved by Acme and scheduled for the first day. */
export async function readyToStart(api: Pick<ServiceApi, 'as'>, id: string, day = '2026-03-02'): Promise<void> {
  const staff = api.as(aStaffMember(BOSTON));
  await openBranch(api);
  const { workOrder } = await staff.ask(`query ($id: ID!) { workOrder(id: $id) { state } }`, { id });
  if (workOrder.state === 'REQUESTED') {
    await quote(staff, { id, amountMinor: 5_000, currency: 'USD', reason: 'As last time.' });
  }
  await step(api.as(aShipper(ACME)), 'approveWorkOrder(id: $id)', 'WorkOrder', { id }, ID);
  await schedule(staff, id, day);
}

/** Every step of the job is begun and finished, with photos in the last one. */
export async function workThrough(graph: TestGraph, id: string, photos: readonly unknown[] = []): Promise<void> {
  const { workOrder } = await graph.ask(`query ($id: ID!) { workOrder(id: $id) { steps { code } } }`, { id });
  const codes: string[] = workOrder.steps.map((one: { code: string }) => one.code);
  for (const code of codes) {
    await step(
      graph,
      'startWorkStep(id: $id, step: $code)',
      'WorkOrder',
      { id, code },
      '$id: ID!, $code: WorkStepCode!',
    );
    await step(
      graph,
      'finishWorkStep(id: $id, step: $code, photos: $photos)',
      'WorkOrder',
      { id, code, photos: code === codes.at(-1) ? photos : [] },
      '$id: ID!, $code: WorkStepCode!, $photos: [AttachmentInput!]',
    );
  }
}

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
