import { formatRelative } from '../../format/instant.ts';
import { Moment, useNow } from '../../format/moment.tsx';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { etaWords, isEtaOver } from './eta-words.ts';
import type { ShipmentProps } from './shipment-props.ts';
import './arrival-panel.css';

/** The first question of everyone who opens the page: when does it come, and how sure is that. */
export function ArrivalPanel({ shipment }: ShipmentProps) {
  const t = useText();
  const { eta, promisedAt } = shipment;
  const destination = shipment.stops.at(-1);
  const delivered = shipment.state === 'DELIVERED';
  const arrived = delivered ? destination?.arrivedAt : null;
  const zone = eta?.timeZone ?? destination?.timeZone;
  const shown = arrived ?? eta?.at;
  const now = useNow();
  const over = !arrived && !!eta && isEtaOver(eta.at, shipment.state, now);
  return (
    <section
      className="panel arrival"
      aria-label={t('shipment.arrival')}
      data-late={shipment.late || over || undefined}
    >
      <div className="arrival-main">
        <p className="arrival-label">{arrived ? t('shipment.deliveredAt') : t('shipment.eta')}</p>
        <p className="arrival-time">
          {over ? t('shipment.overdueEta') : shown ? <Moment at={shown} zone={zone} /> : t('shipment.noEta')}
        </p>
        {shown && (
          <p className="soft">
            {over ? (
              <>
                {t('shipment.lastEta')} <Moment at={shown} zone={zone} />
              </>
            ) : (
              <Moment at={shown} relative />
            )}
            {destination && ` · ${destination.address.city}`}
          </p>
        )}
      </div>
      <dl className="arrival-side">
        {promisedAt && (
          <div>
            <dt>{t('shipment.promised')}</dt>
            <dd>
              <Moment at={promisedAt} zone={zone} />
            </dd>
          </div>
        )}
        {eta?.previousAt && !arrived && !over && (
          <div>
            <dt>{t('shipment.previousEta')}</dt>
            <dd>
              <s>
                <Moment at={eta.previousAt} zone={zone} />
              </s>
            </dd>
          </div>
        )}
      </dl>
      {eta && !delivered && !over && <EtaReason eta={eta} />}
    </section>
  );
}

function EtaReason({ eta }: { eta: NonNullable<ShipmentProps['shipment']['eta']> }) {
  const t = useText();
  const { locale } = useReading();
  const age = formatRelative(eta.changedAt, locale, useNow());
  return (
    <p className="arrival-reason">
      {etaWords(eta, locale, t)}
      <span className="soft"> · {t('shipment.etaAge', { age })}</span>
    </p>
  );
}
