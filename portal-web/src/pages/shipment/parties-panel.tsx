import { Link } from '@tanstack/react-router';
import { Moment } from '../../format/moment.tsx';
import { formatNumber, formatWeight } from '../../format/quantity.ts';
import { codeWord, originWords } from '../../language/code-words.ts';
import { type Text, useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { Facts, Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import type { ShipmentProps } from './shipment-props.ts';

/** How many references the head of the page names. */
export const TITLE_REFERENCES = 3;

const MODES = ['M', 'A', 'R', 'U', 'S'] as const;
const modeText = (mode: string | null | undefined, t: Text) => {
  const known = MODES.find((each) => each === mode);
  return known ? t(`mode.${known}`) : mode;
};

/** The facts of the shipment that have no panel of their own. */
export function FactsPanel({ shipment }: ShipmentProps) {
  const t = useText();
  const { locale } = useReading();
  const { contract, tender } = shipment;
  return (
    <Panel title={t('shipment.facts')}>
      <Facts
        of={[
          [t('shipment.kind'), t(`shipmentKind.${shipment.kind}`)],
          [t('shipment.carrier'), shipment.carrierScac],
          [t('shipment.mode'), modeText(shipment.mode, t)],
          [t('shipment.pieces'), formatNumber(shipment.pieces, locale)],
          [t('shipment.weight'), shipment.weightGrams && formatWeight(shipment.weightGrams, locale)],
          [t('shipment.freightTerms'), shipment.freightTerms && codeWord('freightTerms', shipment.freightTerms, t)],
          [
            t('shipment.contract'),
            contract && (
              <Link to="/contracts/$contractId" params={{ contractId: contract.id }}>
                {contract.number}
              </Link>
            ),
          ],
          [
            t('shipment.guarantee'),
            shipment.guaranteed && <StateMark tone="good">{t('shipment.guaranteed')}</StateMark>,
          ],
          [
            t('shipment.tenderAnswer'),
            tender?.answer
              ? codeWord('tenderAnswer', tender.answer, t)
              : tender?.respondBy && <TenderDue at={tender.respondBy} />,
          ],
          [t('shipment.source'), originWords(shipment.source, t)],
          [t('shipment.created'), <Moment key="created" at={shipment.createdAt} />],
          [t('shipment.updated'), <Moment key="updated" at={shipment.updatedAt} relative />],
          // The first ones stand under the title already.
          ...shipment.references
            .slice(TITLE_REFERENCES)
            .map(({ kind, value }) => [t(`reference.${kind}`), value] as const),
        ]}
      />
      {shipment.note && <p className="small">{shipment.note}</p>}
    </Panel>
  );
}

function TenderDue({ at }: { at: string }) {
  const t = useText();
  return (
    <>
      {t('shipment.respondBy')} <Moment at={at} />
    </>
  );
}

/** Who ships, who receives, who pays. */
export function PartiesPanel({ shipment }: ShipmentProps) {
  const t = useText();
  if (shipment.parties.length === 0) return null;
  return (
    <Panel title={t('shipment.parties')}>
      <Facts
        of={shipment.parties.map((party) => [
          t(`partyRole.${party.role}`),
          <span key={party.role}>
            <strong>{party.name}</strong>
            {party.code && <span className="soft mono"> {party.code}</span>}
            <span className="record-sub">
              {party.address &&
                [
                  ...party.address.lines,
                  party.address.city,
                  party.address.region,
                  party.address.postalCode,
                  party.address.country,
                ]
                  .filter(Boolean)
                  .join(', ')}
            </span>
            {[party.phone, party.email].filter(Boolean).map((way) => (
              <span className="record-sub" key={way}>
                {way}
              </span>
            ))}
          </span>,
        ])}
      />
    </Panel>
  );
}

/** What the consignee asked for, and what they thought of it. */
export function InstructionsPanel({ shipment }: ShipmentProps) {
  const t = useText();
  const { instructions, rating, consignee } = shipment;
  if (instructions.length === 0 && !rating && !consignee?.needs) return null;
  return (
    <Panel title={t('shipment.consigneeSays')}>
      {consignee?.needs && <p>{consignee.needs}</p>}
      {instructions.map((instruction) => (
        <p key={instruction.id}>
          {instruction.text}
          <span className="record-sub">
            {instruction.by} · <Moment at={instruction.at} />
          </span>
        </p>
      ))}
      {rating && (
        <p>
          <strong>{t('shipment.rating', { score: rating.score })}</strong> {rating.comment}
        </p>
      )}
    </Panel>
  );
}
