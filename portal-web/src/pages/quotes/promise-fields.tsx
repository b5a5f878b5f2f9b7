import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ContractTermsInput, ServiceMetric } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';
import { AmountField, amountIn } from '../../ui/amount-field.tsx';
import { filledIn } from '../../ui/command-dialog.tsx';
import { CloseIcon, PlusIcon } from '../../ui/icons.tsx';
import { regimeName } from '../contracts/regime.ts';
import { PARTY_ROLES, roleName } from '../quote/promise-panels.tsx';
import './quote-form.css';

interface PromiseProps {
  readonly base: ContractTermsInput | null;
  readonly currency: string;
}

const METRICS: readonly ServiceMetric[] = [
  ...(['ON_TIME_PERCENT', 'IN_FULL_PERCENT', 'DAMAGE_FREE_PERCENT', 'RESPONSE_HOURS', 'RESOLVE_HOURS'] as const),
];
const REGIMES = ['warehouse', 'us-motor', 'cmr', 'hague-visby', 'montreal', 'cim'] as const;
const LIMITS = ['limitPerKilogram', 'limitPerShipment'] as const;

/** How well it shall be done, in percent or hours; what is left empty is not promised. */
export function LevelFields({ base }: Pick<PromiseProps, 'base'>) {
  const t = useText();
  return (
    <fieldset className="quote-services">
      <legend>{t('contract.levels')}</legend>
      <div className="form-pair">
        {METRICS.map((metric) => (
          <TextInput
            key={metric}
            name={`level.${metric}`}
            type="number"
            min={0}
            max={metric.endsWith('PERCENT') ? 100 : undefined}
            step="any"
            label={`${t(`serviceMetric.${metric}`)} (${metric.endsWith('PERCENT') ? '%' : t('contract.hours')})`}
            defaultValue={base?.serviceLevels?.find((level) => level.metric === metric)?.target ?? ''}
          />
        ))}
      </div>
    </fieldset>
  );
}

/** By which rules, and up to how much, we are liable. */
export function LiabilityFields({ base, currency }: PromiseProps) {
  const t = useText();
  const known = base?.liability ?? null;
  const limit = (name: (typeof LIMITS)[number], label: string) => {
    const held = known?.[name];
    const unit = held?.currency ?? currency;
    return (
      <AmountField
        name={`liability.${name}`}
        label={`${label} (${unit})`}
        currency={unit}
        amountMinor={held?.amountMinor}
      />
    );
  };
  return (
    <fieldset className="quote-services">
      <legend>{t('contract.liability')}</legend>
      <div className="form-pair">
        <NativeSelect
          name="liability.regime"
          label={t('contract.regime')}
          defaultValue={known?.regime ?? 'warehouse'}
          data={REGIMES.map((value) => ({ value, label: regimeName(value, t) }))}
        />
        <TextInput
          name="liability.fileWithinDays"
          type="number"
          min={1}
          step={1}
          required
          label={`${t('contract.fileWithin')} (${t('contract.daysUnit')})`}
          defaultValue={known?.fileWithinDays ?? 60}
        />
      </div>
      <div className="form-pair">
        {limit('limitPerKilogram', t('contract.perKilogram'))}
        {limit('limitPerShipment', t('contract.perShipment'))}
      </div>
    </fieldset>
  );
}

type Party = NonNullable<ContractTermsInput['parties']>[number];

/** Who agrees beside the two of us: a guarantor, a carrier, another company of the customer. */
export function PartyFields({ base }: Pick<PromiseProps, 'base'>) {
  const t = useText();
  const [rows, setRows] = useState(() => (base?.parties ?? []).map((party, key) => ({ party, key })));
  const add = () => {
    const key = Math.max(-1, ...rows.map((row) => row.key)) + 1;
    setRows([...rows, { party: { role: 'GUARANTOR', name: '' } satisfies Party, key }]);
  };
  return (
    <fieldset className="quote-services">
      <legend>{t('shipment.parties')}</legend>
      {rows.map(({ party, key }, index) => (
        <div className="quote-party" key={key}>
          <NativeSelect
            name="party.role"
            aria-label={t('quote.partyRole', { number: index + 1 })}
            defaultValue={party.role}
            data={[...new Set([...PARTY_ROLES, party.role])].map((value) => ({ value, label: roleName(value, t) }))}
          />
          <TextInput
            name="party.name"
            aria-label={t('quote.partyName', { number: index + 1 })}
            required
            maxLength={160}
            defaultValue={party.name}
          />
          <input type="hidden" name="party.account" value={party.accountId ?? ''} />
          <button
            type="button"
            className="quiet-button"
            aria-label={t('claim.removeLine', { number: index + 1 })}
            onClick={() => setRows(rows.filter((row) => row.key !== key))}
          >
            <CloseIcon size={16} />
          </button>
        </div>
      ))}
      <div>
        <button type="button" className="quiet-button" onClick={add}>
          <PlusIcon size={16} />
          {t('quote.addParty')}
        </button>
      </div>
    </fieldset>
  );
}

/** Levels, liability and parties as they were filled in; notes and accounts that nobody can see here stay. */
export function promisesOf(
  form: FormData,
  { base, currency }: PromiseProps,
): Pick<ContractTermsInput, 'serviceLevels' | 'liability' | 'parties'> {
  const limit = (name: (typeof LIMITS)[number]) => {
    const unit = base?.liability?.[name]?.currency ?? currency;
    const amountMinor = amountIn(form, `liability.${name}`, unit);
    return amountMinor === null ? null : { amountMinor, currency: unit };
  };
  const [roles, names, accounts] = ['party.role', 'party.name', 'party.account'].map((name) =>
    form.getAll(name).map(String),
  );
  return {
    serviceLevels: METRICS.flatMap((metric) => {
      const typed = filledIn(form, `level.${metric}`);
      const note = base?.serviceLevels?.find((level) => level.metric === metric)?.note ?? null;
      return typed === undefined ? [] : [{ metric, target: Number(typed), note }];
    }),
    liability: {
      regime: filledIn(form, 'liability.regime') ?? 'warehouse',
      fileWithinDays: Math.trunc(Number(filledIn(form, 'liability.fileWithinDays') ?? 0)),
      limitPerKilogram: limit('limitPerKilogram'),
      limitPerShipment: limit('limitPerShipment'),
    },
    parties: (roles ?? []).map((role, at) => ({
      ...{ role, name: names?.[at]?.trim() ?? '' },
      accountId: accounts?.[at] || null,
    })),
  };
}
