import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EdiBridge } from '@quayside/edi-bridge/bridge';
import { type DemoGraph, inputMutation } from './demo-graph.ts';
import type { SeededShipper } from './seed-customers.ts';
import { keyOf, oneChunk } from './seed-edi.ts';

const ADD_PARTNER = inputMutation('addEdiPartner', 'AddEdiPartnerInput', '... on EdiPartner { id }');
const ADD_CARD = inputMutation('addCarrierCard', 'AddCarrierCardInput', '... on CarrierCard { id }');
const RECORD = inputMutation('recordCarrierInvoice', 'RecordCarrierInvoiceInput', '... on CarrierInvoice { id }');
const CARRIED = `query($filter: ShipmentFilter!) { shipments(filter: $filter, first: 2) {
  nodes { id number references { kind value } } } }`;
const CLAIMS = `query($accountId: ID!) { claims(filter: { accountId: $accountId }, first: 50) {
  nodes { id number state amount { amountMinor currency } legs { kind counterpart state } } } }`;
const FROM_CARRIER = `mutation($id: ID!) { claimAgainstCarrier(id: $id) { __typename ... on Refusal { code message } ... on Claim { id } } }`;
const OPEN =
  'query($accountId: ID!) { openReceivables(accountId: $accountId) { open { amountMinor } invoice { number } } }';

/** The graphs that money over EDI touches. */
export interface MoneyGraphs {
  readonly shipment: DemoGraph;
  readonly service: DemoGraph;
  readonly contract: DemoGraph;
  readonly edi: DemoGraph;
}

interface Carried {
  readonly id: string;
  readonly number: string;
  readonly references: readonly { readonly kind: string; readonly value: string }[];
}
interface Claimed {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly amount: { readonly amountMinor: number; readonly currency: string };
  readonly legs: readonly { readonly kind: string; readonly counterpart: string; readonly state: string }[];
}

/** A carrier that speaks EDI, with files that a visitor may send in its name. */
export interface DemoCarrier {
  readonly id: string;
  readonly examples: readonly string[];
}

const dayOf = (now: number): string => new Date(now).toISOString().slice(0, 10).replaceAll('-', '');

/** One interchange of a partner, with sets that are lists of segments. */
function interchange(
  from: string,
  { type, group, control, sets }: { type: string; group: string; control: number; sets: readonly string[][] },
  day: string,
): string {
  const nine = String(control).padStart(9, '0');
  const bodies = sets.flatMap((segments, index) => {
    const number = String(index + 1).padStart(4, '0');
    return [`ST*${type}*${number}`, ...segments, `SE*${segments.length + 2}*${number}`];
  });
  return [
    `ISA*00*          *00*          *ZZ*${from.padEnd(15)}*ZZ*QUAYSIDE       *${day.slice(2)}*0915*U*00401*${nine}*0*P*>`,
    `GS*${group}*${from}*QUAYSIDE*${day}*0915*${control}*X*004010`,
    ...[...bodies, `GE*${sets.length}*${control}`, `IEA*1*${nine}`, ''],
  ].join('~\n');
}

const proOf = ({ references, number }: Carried): string =>
  references.find(({ kind }) => kind === 'PRO')?.value ?? number;

/** A 210 for a shipment; the first charge is the carriage. */
const billOf = (
  number: string,
  shipment: Carried,
  scac: string,
  day: string,
  more: readonly [string, string, number],
) => {
  const total = FREIGHT_MINOR + more[2];
  return [
    ...[`B3**${number}*${shipment.number}*PP**${day}*${total}****${scac}`, 'C3*USD', `N9*CN*${proOf(shipment)}`],
    ...['LX*1', 'L5*1*Carriage', `L1*1***${FREIGHT_MINOR}****400****Carriage`],
    ...[`L1*1***${more[2]}****${more[0]}****${more[1]}`, `L3*****${total}`],
  ];
};
/** What was agreed with the carrier for a shipment. */
const FREIGHT_MINOR = 18_000;

/** A carrier as EDI partner: it has billed two shipments, one of them too high, and has our claim before it. */
export async function seedCarrier(
  bridge: EdiBridge,
  graphs: MoneyGraphs,
  owner: SeededShipper,
  home: string,
  now: number,
): Promise<DemoCarrier | null> {
  const day = dayOf(now);
  const claims = (await graphs.service.read<{ claims: { nodes: Claimed[] } }>(CLAIMS, { accountId: owner.accountId }))
    .claims.nodes;
  const against = (scac: string) =>
    claims.find(({ state, legs }) =>
      legs.some((leg) => state !== 'DRAFT' && leg.counterpart === scac && leg.state === 'DRAFT'),
    );
  const carriers = [...owner.shipper.carriers].sort((a, b) => Number(!against(a)) - Number(!against(b)));
  const [scac, other] = carriers;
  if (!scac || !other) return null;
  const delivered = await carriedBy(graphs.shipment, scac, 'DELIVERED');
  const [moving] = await carriedBy(graphs.shipment, scac, 'IN_TRANSIT');
  const [first, second] = delivered;
  const partner = {
    ...{ id: scac, accountId: owner.accountId, name: `${scac} (carrier)`, version: '004010' },
    ...{ senderId: `ZZ:${scac}`, receiverId: 'ZZ:QUAYSIDE', outSets: ['997', '824', '920'] },
    profile: { carrierScac: scac },
  };
  await graphs.edi.run(ADD_PARTNER, { input: partner });
  const lines = [{ service: 'TRANSPORT', charge: 'FREIGHT', per: 'SHIPMENT', rateMinor: FREIGHT_MINOR }];
  const card = { scac, name: `${scac} prices`, currency: 'USD', validFrom: '2020-01-01', lines };
  await graphs.contract.run(ADD_CARD, { input: card });
  if (first && second) {
    const fair = billOf('70112', first, scac, day, ['FUE', 'Fuel surcharge', 300]);
    const high = billOf('70113', second, scac, day, ['LFT', 'Lift gate', 7_500]);
    const text = interchange(scac, { type: '210', group: 'IM', control: 210, sets: [fair, high] }, day);
    const file = { channel: 'http', fileName: '210-carrier-invoices.x12' };
    await bridge.receive(scac, oneChunk(Buffer.from(text, 'latin1')), keyOf(owner), file);
  }
  const [elsewhere] = await carriedBy(graphs.shipment, other, 'DELIVERED');
  if (elsewhere) {
    const bill = { scac: other, number: '5501', shipmentId: elsewhere.id, source: 'PORTAL', currency: 'USD' };
    const charges = [{ description: 'Carriage', amountMinor: 21_450 }];
    await graphs.contract.run(RECORD, { input: { ...bill, billedMinor: 21_450, lines: charges } });
  }
  const claim = against(scac);
  if (claim) await graphs.service.run(FROM_CARRIER, { id: claim.id });
  const examples = examplesOf(scac, { moving, billed: second, claim }, day);
  return { id: scac, examples: writeExamples(join(home, 'examples'), examples) };
}

const carriedBy = async (graph: DemoGraph, carrierScac: string, state: string): Promise<Carried[]> =>
  (await graph.read<{ shipments: { nodes: Carried[] } }>(CARRIED, { filter: { carrierScac, states: [state] } }))
    .shipments.nodes;

/** Files that the carrier might send next: by name. */
function examplesOf(
  scac: string,
  about: { moving: Carried | undefined; billed: Carried | undefined; claim: Claimed | undefined },
  day: string,
): Readonly<Record<string, string>> {
  const { moving, billed, claim } = about;
  const status = moving && [
    ...[`B10*${proOf(moving)}*${moving.number}*${scac}`, 'LX*1'],
    ...[`AT7*X4*NS***${day}*0900*UT`, 'MS1*Knoxville*TN*US'],
  ];
  const bill = billed && billOf('70114', billed, scac, day, ['DET', 'Detention', 4_200]);
  const part = claim && Math.round(claim.amount.amountMinor / 2);
  const answer = claim && [
    `F11*${day}*${claim.number}*K-7001*${claim.amount.amountMinor}**AG*${day}**${claim.amount.currency}*D9`,
    `F13*CHK-9001*${day}*${part}***${claim.amount.currency}`,
  ];
  return {
    ...(status ? { '214': interchange(scac, { type: '214', group: 'QM', control: 901, sets: [status] }, day) } : {}),
    ...(bill ? { '210': interchange(scac, { type: '210', group: 'IM', control: 902, sets: [bill] }, day) } : {}),
    ...(answer ? { '926': interchange(scac, { type: '926', group: 'GC', control: 903, sets: [answer] }, day) } : {}),
  };
}

function writeExamples(folder: string, files: Readonly<Record<string, string>>): string[] {
  mkdirSync(folder, { recursive: true });
  return Object.entries(files).map(([type, text]) => {
    const path = join(folder, `${type}.x12`);
    writeFileSync(path, text);
    return path;
  });
}

/** A customer's 820: one invoice paid short, and something that we cannot place. */
export async function seedRemittance(
  bridge: EdiBridge,
  contract: DemoGraph,
  about: { readonly partner: string; readonly owner: SeededShipper },
  now: number,
): Promise<void> {
  const { partner, owner } = about;
  const { openReceivables } = await contract.read<{
    openReceivables: { open: { amountMinor: number }; invoice: { number: string } }[];
  }>(OPEN, { accountId: owner.accountId });
  const owed = openReceivables.find(({ open }) => open.amountMinor > 0);
  if (!owed) return;
  const decimal = (minor: number) => (minor / 100).toFixed(2);
  const kept = Math.round(owed.open.amountMinor / 10);
  const paid = owed.open.amountMinor - kept;
  const strange = 15_000;
  const day = dayOf(now);
  const segments = [
    ...[`BPR*I*${decimal(paid + strange)}*C*ACH************${day}`, 'TRN*1*TRN-DEMO-820', 'CUR*PR*USD', 'ENT*1'],
    ...[
      `RMR*IV*${owed.invoice.number}**${decimal(paid)}*${decimal(owed.open.amountMinor)}`,
      `ADX*-${decimal(kept)}*02`,
    ],
    `RMR*IV*INV-900001**${decimal(strange)}`,
  ];
  const text = interchange(partner, { type: '820', group: 'RA', control: 820, sets: [segments] }, day);
  const file = { channel: 'http', fileName: '820-remittance.x12' };
  await bridge.receive(partner, oneChunk(Buffer.from(text, 'latin1')), keyOf(owner), file);
}
