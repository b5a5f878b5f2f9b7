import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { LogisticsService, LookUpPriceInput } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';
import { isStaff, mayOrder } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Panel } from '../../ui/panel.tsx';
import { AccountField } from '../accounts/account-field.tsx';
import { MoneyTabs } from '../invoices/money-tabs.tsx';
import { PricePanel } from './price-panel.tsx';
import './order.css';

const EXTRAS: readonly LogisticsService[] = ['LABELLING', 'REPACKING', 'KITTING', 'PHOTO', 'QUALITY_CHECK'];
const UNITS = ['PL', 'CA', 'EA'] as const;
const SETTLE_MS = 300;

interface Asked {
  readonly accountId: string;
  readonly date: string;
  readonly weight: string;
  readonly quantities: Readonly<Record<string, string>>;
  readonly ends: Readonly<Record<string, string>>;
  readonly guaranteed: boolean;
  readonly extras: readonly LogisticsService[];
}

const placeOf = (ends: Asked['ends'], end: string) => {
  const country = ends[`${end}Country`] ?? '';
  return country ? { country, region: ends[`${end}Region`] ?? null, postalCode: ends[`${end}Postal`] ?? null } : null;
};

/** What is asked for, as far as it is known; null without a customer. */
function inputOf({ accountId, date, weight, quantities, ends, guaranteed, extras }: Asked): LookUpPriceInput | null {
  if (!accountId) return null;
  const counted = UNITS.map((unit) => ({ unit, quantity: Number(quantities[unit]) || 0 }));
  const pieces = Number(quantities['EA']) || Number(quantities['CA']) || 1;
  return {
    ...{ accountId, date: date || null, guaranteed },
    origin: placeOf(ends, 'from'),
    destination: placeOf(ends, 'to'),
    weightGrams: weight ? Math.round(Number(weight) * 1000) : null,
    quantities: counted.filter(({ quantity }) => quantity > 0),
    services: extras.map((service) => ({ service, quantity: pieces })),
  };
}

/** Price look-up: lane, weight, units, services and day give each charge with its clause. Nothing is kept. */
export function PricesPage() {
  const t = useText();
  const viewer = useViewer();
  const staff = isStaff(viewer);
  const [asked, setAsked] = useState<Asked>({
    ...{ accountId: viewer.account?.id ?? '', date: '', weight: '', quantities: {}, guaranteed: false, extras: [] },
    ends: { fromCountry: 'US', toCountry: 'US' },
  });
  const [settled] = useDebouncedValue(asked, SETTLE_MS);
  const set = (part: Partial<Asked>) => setAsked({ ...asked, ...part });
  return (
    <PageFrame
      title={t('price.lookUp')}
      under={t('price.lookUpHint')}
      actions={
        mayOrder(viewer) && <Button renderRoot={(props) => <Link to="/order" {...props} />}>{t('order.title')}</Button>
      }
    >
      <MoneyTabs />
      <div className="page-columns">
        <Panel title={t('price.question')}>
          <form className="form-stack" onSubmit={(event) => event.preventDefault()}>
            {staff && <AccountField value={asked.accountId} change={(accountId) => set({ accountId })} />}
            <LaneFields asked={asked} set={set} />
            <QuantityFields asked={asked} set={set} />
            <ServiceFields asked={asked} set={set} />
          </form>
        </Panel>
        <PricePanel input={inputOf(settled)} />
      </div>
    </PageFrame>
  );
}

interface FieldsProps {
  readonly asked: Asked;
  readonly set: (part: Partial<Asked>) => void;
}

function LaneFields({ asked, set }: FieldsProps) {
  const t = useText();
  const end = (name: string, value: string) => set({ ends: { ...asked.ends, [name]: value } });
  return (
    <>
      {(['from', 'to'] as const).map((side) => (
        <fieldset key={side} className="form-pair order-group">
          <legend>{t(side === 'from' ? 'price.from' : 'price.to')}</legend>
          {(['Country', 'Region', 'Postal'] as const).map((part) => (
            <TextInput
              key={part}
              label={t(`price.place${part}`)}
              value={asked.ends[`${side}${part}`] ?? ''}
              maxLength={part === 'Country' ? 2 : 12}
              onChange={({ currentTarget }) => end(`${side}${part}`, currentTarget.value)}
            />
          ))}
        </fieldset>
      ))}
    </>
  );
}

function QuantityFields({ asked, set }: FieldsProps) {
  const t = useText();
  return (
    <div className="form-pair">
      <TextInput
        label={t('price.weight')}
        type="number"
        min={0}
        step="any"
        value={asked.weight}
        onChange={({ currentTarget }) => set({ weight: currentTarget.value })}
      />
      {UNITS.map((unit) => (
        <TextInput
          key={unit}
          label={t(`unitName.${unit}`)}
          type="number"
          min={0}
          step="any"
          value={asked.quantities[unit] ?? ''}
          onChange={({ currentTarget }) => set({ quantities: { ...asked.quantities, [unit]: currentTarget.value } })}
        />
      ))}
      <TextInput
        label={t('price.date')}
        type="date"
        value={asked.date}
        onChange={({ currentTarget }) => set({ date: currentTarget.value })}
      />
    </div>
  );
}

function ServiceFields({ asked, set }: FieldsProps) {
  const t = useText();
  const toggled = (service: LogisticsService, on: boolean) =>
    on ? [...asked.extras, service] : asked.extras.filter((one) => one !== service);
  return (
    <fieldset className="form-stack order-group">
      <legend>{t('price.services')}</legend>
      <label className="check-line">
        <input
          type="checkbox"
          checked={asked.guaranteed}
          onChange={({ currentTarget }) => set({ guaranteed: currentTarget.checked })}
        />
        <span>{t('logisticsService.GUARANTEED_DELIVERY')}</span>
      </label>
      {EXTRAS.map((service) => (
        <label key={service} className="check-line">
          <input
            type="checkbox"
            checked={asked.extras.includes(service)}
            onChange={({ currentTarget }) => set({ extras: toggled(service, currentTarget.checked) })}
          />
          <span>{t(`logisticsService.${service}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
