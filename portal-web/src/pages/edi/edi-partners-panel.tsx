import { Link } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { EdiPartnersDocument } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';
import { Panel } from '../../ui/panel.tsx';

/** Who exchanges files with us, under which ids and through which folder. */
export function EdiPartnersPanel() {
  const t = useText();
  const idOf = (id: string) => (id === '*' ? t('edi.anyId') : id);
  const [{ data }] = useQuery({ query: EdiPartnersDocument });
  if (!data || data.ediPartners.length === 0) return null;
  return (
    <Panel title={t('edi.partners')} count={data.ediPartners.length} flush>
      <ul className="rows">
        {data.ediPartners.map((partner) => (
          <li key={partner.id}>
            <span className="grow">
              <strong>
                <Link to="/edi-partners/$partnerId" params={{ partnerId: partner.id }}>
                  {partner.name}
                </Link>
              </strong>
              <span className="record-sub">{partner.account.name}</span>
            </span>
            <span className="grow small">
              <span className="mono">
                {idOf(partner.senderId)} → {idOf(partner.receiverId)}
              </span>
              <span className="record-sub">
                X12 {partner.version} · <span className="mono">{partner.mailbox}</span>
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
