import { TextInput } from '@mantine/core';
import { minorDigits, toMinor } from '../../format/money.ts';
import type {
  CatalogueItemInput,
  CommittedVolumeInput,
  ContractTermsInput,
  LogisticsService,
} from '../../generated/operations.ts';
import { codeWord } from '../../language/code-words.ts';
import { useText } from '../../language/use-text.ts';
import { SERVICES } from '../../status/services.ts';
import { CheckLine } from '../../ui/check-line.tsx';
import { isByJob, unitOf } from './quote-terms.ts';
import './quote-form.css';

interface ServiceRowsProps {
  readonly chosen: readonly LogisticsService[];
  readonly choose: (services: readonly LogisticsService[]) => void;
  readonly base: ContractTermsInput | null;
  /** Prices are asked of the side that makes them. */
  readonly prices: boolean;
  /** Of all prices: a contract has one. */
  readonly currency: string;
}

/** Which services, how much of each in a month at least, and what a job costs. */
export function ServiceRows({ chosen, choose, base, prices, currency }: ServiceRowsProps) {
  const t = useText();
  return (
    <fieldset className="quote-services">
      <legend>{t('contract.services')}</legend>
      {SERVICES.map((service) => {
        const name = t(`logisticsService.${service}`);
        const volume = base?.volumes?.find((one) => one.service === service);
        const item = base?.catalogue?.find((one) => one.service === service);
        const unit = codeWord('unitName', item?.unit ?? volume?.unit ?? unitOf(service), t);
        return (
          <div key={service} className="quote-service">
            <CheckLine
              checked={chosen.includes(service)}
              check={(checked) => choose(checked ? [...chosen, service] : chosen.filter((one) => one !== service))}
            >
              {name}
            </CheckLine>
            {chosen.includes(service) && (
              <>
                <CheckLine
                  name={`guaranteed.${service}`}
                  about={`${name}: ${t('contract.guaranteed')}`}
                  defaultChecked={
                    base?.services.find((one) => one.service === service)?.guaranteed ??
                    service === 'GUARANTEED_DELIVERY'
                  }
                >
                  {t('contract.guaranteed')}
                </CheckLine>
                <TextInput
                  name={`volume.${service}`}
                  type="number"
                  min={0}
                  step="any"
                  size="xs"
                  aria-label={`${name}: ${t('quote.volumeMonth', { unit })}`}
                  placeholder={t('quote.volumeMonth', { unit })}
                  defaultValue={volume ? String(volume.quantity) : ''}
                />
                {prices && isByJob(service) && (
                  <TextInput
                    name={`price.${service}`}
                    type="number"
                    min={0}
                    step="any"
                    size="xs"
                    aria-label={`${name}: ${t('quote.pricePer', { currency, unit })}`}
                    placeholder={t('quote.pricePer', { currency, unit })}
                    defaultValue={item ? String(item.priceMinor / 10 ** minorDigits(item.currency)) : ''}
                  />
                )}
              </>
            )}
          </div>
        );
      })}
    </fieldset>
  );
}

const numberOf = (form: FormData, name: string): number => Number(form.get(name) ?? 0);

/** The committed volumes that were filled in. */
export const volumesOf = (
  form: FormData,
  chosen: readonly LogisticsService[],
  base: ContractTermsInput | null,
): CommittedVolumeInput[] =>
  chosen.flatMap((service) => {
    const quantity = numberOf(form, `volume.${service}`);
    const before = base?.volumes?.find((one) => one.service === service);
    return quantity > 0
      ? [{ service, quantity, unit: before?.unit ?? unitOf(service), per: before?.per ?? 'MONTH' }]
      : [];
  });

/** Prices of jobs as they were filled in; whoever makes no prices leaves them as they are. */
export const pricesOf = (
  form: FormData,
  chosen: readonly LogisticsService[],
  { base, currency }: { readonly base: ContractTermsInput | null; readonly currency: string },
): CatalogueItemInput[] =>
  chosen.flatMap((service): CatalogueItemInput[] => {
    const before = base?.catalogue?.find((one) => one.service === service);
    const typed = form.get(`price.${service}`);
    if (typed === null) return before ? [before] : [];
    if (typed === '' || !isByJob(service)) return [];
    const priceMinor = toMinor(Number(typed), currency);
    if (!before) return [{ service, unit: unitOf(service), priceMinor, currency }];
    // A minimum is not asked for here: in another currency it is another amount, which nobody has seen.
    const unseen = before.currency === currency ? {} : { minimumMinor: null };
    return [{ ...before, ...unseen, priceMinor, currency }];
  });
