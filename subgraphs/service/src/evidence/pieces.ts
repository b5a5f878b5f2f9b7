import type { JsonValue } from '@quayside/shared/canonical-json';
import { toIso } from '@quayside/shared/instant';
import type { Claim } from '../claim/claim.ts';
import type { Message } from '../conversation/conversation.ts';
import type { EvidenceKind } from '../events.ts';
import type { EvidencePack, Piece } from './evidence.ts';
import type {
  ContractFacts,
  DocumentFacts,
  ExceptionFacts,
  FileFacts,
  MilestoneFacts,
  ShipmentFacts,
} from './facts.ts';

/** Everything that a pack is made of, read within the reach of the account. */
export interface Gathered {
  readonly claim: Claim;
  readonly shipment: ShipmentFacts;
  readonly contract: ContractFacts | null;
  readonly messages: readonly Message[];
  /** Of the attachments that the account may fetch. */
  readonly files: readonly FileFacts[];
}

/** The order of a pack, and of what a reader looks for first. */
const ORDER: readonly EvidenceKind[] = [
  ...(['CLAIM', 'CLAIM_LINE', 'SHIPMENT', 'GOODS', 'CONTRACT_CLAUSE', 'MILESTONE', 'TEMPERATURE'] as const),
  ...([
    'SEAL',
    'SCAN',
    'EXCEPTION',
    'INSTRUCTION',
    'MESSAGE',
    'BOL',
    'POD',
    'PHOTO',
    'DOCUMENT',
    'ATTACHMENT',
  ] as const),
];
/** What a supplement may add: facts that arrive later. What was filed, and what was agreed, does not change. */
const LATER: ReadonlySet<EvidenceKind> = new Set(ORDER.slice(ORDER.indexOf('MILESTONE')));

/** The pieces that were there at the moment of the pack, in the one order that they have. */
export function piecesOf(gathered: Gathered, pack: Pick<EvidencePack, 'asOf' | 'number'>): Piece[] {
  const { claim, shipment, contract, messages, files } = gathered;
  const { asOf } = pack;
  const pieces = [
    ...claimPieces(claim),
    ...goodsPieces(shipment),
    ...contractPieces(contract, asOf),
    ...shipment.milestones.filter(({ recordedAt }) => at(recordedAt) <= asOf).flatMap(milestonePieces),
    ...shipment.exceptions.filter(({ raisedAt }) => at(raisedAt) <= asOf).map((one) => exceptionPiece(one, asOf)),
    ...shipment.instructions.filter((one) => at(one.at) <= asOf).map(instructionPiece),
    ...messages.filter((one) => one.at <= asOf).flatMap((one) => messagePieces(one, files)),
    ...shipment.documents.filter(({ createdAt }) => at(createdAt) <= asOf).map(documentPiece),
  ];
  return pieces.filter(({ kind }) => pack.number === 0 || LATER.has(kind)).sort(inOrder);
}

const at = (iso: string): number => Date.parse(iso);

function inOrder(a: Piece, b: Piece): number {
  const byKind = ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind);
  if (byKind !== 0) return byKind;
  if (a.at !== b.at) return a.at - b.at;
  return a.ref < b.ref ? -1 : a.ref > b.ref ? 1 : 0;
}

const UTC = 'UTC';
const PORTAL = 'portal';

function claimPieces(claim: Claim): Piece[] {
  const common = { at: claim.openedAt, timeZone: UTC, who: claim.openedBy, source: PORTAL };
  const { number, statement, amount, liabilityAsserted, shipmentId, openedBy } = claim;
  const legs = claim.legs.map(({ kind, counterpart, regime }) => ({ kind, counterpart, regime }));
  const filed = { number, statement, amount: { ...amount }, liabilityAsserted, shipmentId, openedBy, legs };
  const content = { ...filed, filedAt: toIso(claim.openedAt) };
  const lines = claim.lines.map((line, index): Piece => {
    const { id, sku, description, quantity, unit, cause } = line;
    const held = { content: { line: index + 1, sku, description, quantity, unit, cause, amount: { ...line.amount } } };
    // Ids of lines are made in their order, so that the order of a pack is theirs.
    return { ...common, kind: 'CLAIM_LINE', ref: id, title: `${index + 1}. ${description}`, held };
  });
  return [{ ...common, kind: 'CLAIM', ref: claim.id, title: number, held: { content } }, ...lines];
}

function goodsPieces(shipment: ShipmentFacts): Piece[] {
  const { milestones: _m, exceptions: _e, documents: _d, instructions: _i, lines, handlingUnits, ...facts } = shipment;
  const common = { ref: shipment.id, at: at(shipment.createdAt), timeZone: UTC, who: null, source: 'shipment' };
  const goods = { lines, handlingUnits };
  const title = shipment.number;
  return [
    { ...common, kind: 'SHIPMENT', title, held: { content: json(facts) } },
    {
      ...common,
      kind: 'GOODS',
      title: `${title}: ${lines.length} + ${handlingUnits.length}`,
      held: { content: json(goods) },
    },
  ];
}

/** The version that was in force when the claim was filed. */
function contractPieces(contract: ContractFacts | null, asOf: number): Piece[] {
  const inForce = contract?.versions.filter(({ amendedAt }) => at(amendedAt) <= asOf).at(-1);
  if (!contract || !inForce) return [];
  const content = json({ ...inForce, number: contract.number });
  const title = `${contract.number}, version ${inForce.version}`;
  const common = { kind: 'CONTRACT_CLAUSE', ref: contract.id, title, who: null, source: 'contract' } as const;
  return [{ ...common, at: at(inForce.amendedAt), timeZone: UTC, held: { content } }];
}

/** The fact itself, and beside it each reading that came with it, so that it is found under its own name. */
function milestonePieces(milestone: MilestoneFacts): Piece[] {
  const { id, code, place, source, timeZone, localTime, temperatureCelsius, sealNumbers, scannedUnits } = milestone;
  const common = { ref: id, at: at(milestone.at), timeZone, who: null, source };
  const where = { milestoneId: id, code, at: milestone.at, localTime, timeZone, place, source };
  const reading = (kind: EvidenceKind, title: string, content: Readonly<Record<string, JsonValue>>): Piece => ({
    ...common,
    ...{ kind, title, held: { content: { ...where, ...content } } },
  });
  const title = [code, place].filter(Boolean).join(', ');
  const pieces = [reading('MILESTONE', title, json(milestone) as Readonly<Record<string, JsonValue>>)];
  if (temperatureCelsius !== null)
    pieces.push(reading('TEMPERATURE', `${temperatureCelsius} °C, ${title}`, { temperatureCelsius }));
  if (sealNumbers.length > 0) pieces.push(reading('SEAL', `${sealNumbers.join(', ')}; ${title}`, { sealNumbers }));
  if (scannedUnits.length > 0)
    pieces.push(reading('SCAN', `${scannedUnits.length}: ${scannedUnits.join(', ')}`, { scannedUnits }));
  return pieces;
}

/** How it ended belongs to it only when it had ended by then. */
function exceptionPiece(exception: ExceptionFacts, asOf: number): Piece {
  const ended = exception.resolvedAt !== null && at(exception.resolvedAt) <= asOf;
  const content = json(ended ? exception : { ...exception, resolvedAt: null, resolution: null });
  const { id, kind, description, raisedAt } = exception;
  const common = { kind: 'EXCEPTION', ref: id, title: `${kind}: ${description}` } as const;
  return { ...common, at: at(raisedAt), timeZone: UTC, who: null, source: 'shipment', held: { content } };
}

const instructionPiece = (instruction: ShipmentFacts['instructions'][number]): Piece => ({
  ...{ kind: 'INSTRUCTION', ref: instruction.id, title: instruction.text, who: instruction.by, source: 'consignee' },
  ...{ at: at(instruction.at), timeZone: UTC, held: { content: json(instruction) } },
});

function messagePieces(message: Message, files: readonly FileFacts[]): Piece[] {
  const { id, author, authorKind, body } = message;
  const common = { at: message.at, timeZone: UTC, who: author, source: PORTAL };
  const attachments = message.attachments.map(({ fileId, fileName }) => ({ fileId, fileName }));
  const content = { id, author, authorKind, body, at: toIso(message.at), attachments };
  const shown = files.filter((file) => attachments.some(({ fileId }) => fileId === file.id));
  return [
    { ...common, kind: 'MESSAGE', ref: id, title: `${author}: ${body}`, held: { content } },
    ...shown.map((file): Piece => ({ ...common, kind: 'ATTACHMENT', ref: file.id, title: file.fileName, held: file })),
  ];
}

const DOCUMENT_KINDS = { BOL: 'BOL', POD: 'POD', PHOTO: 'PHOTO', OTHER: 'DOCUMENT' } as const;

const documentPiece = (document: DocumentFacts): Piece => ({
  ...{ kind: DOCUMENT_KINDS[document.kind], ref: document.id, title: document.fileName, who: null, source: 'shipment' },
  ...{ at: at(document.createdAt), timeZone: UTC, held: document },
});

/** Answers of the graph are JSON already; the types do not say so. */
const json = (value: unknown): JsonValue => JSON.parse(JSON.stringify(value)) as JsonValue;
