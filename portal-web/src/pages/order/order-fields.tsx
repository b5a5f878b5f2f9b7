import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { type UseFormReturn, useFieldArray } from 'react-hook-form';
import type { OrderChoicesQuery } from '../../generated/operations.ts';
import { codeWord } from '../../language/code-words.ts';
import { useText } from '../../language/use-text.ts';
import { CloseIcon, PlusIcon } from '../../ui/icons.tsx';
import { type Consignee, emptyLine, type OrderFields, type ShipFrom } from './order-input.ts';
import './order.css';

interface FieldsProps {
  readonly form: UseFormReturn<OrderFields>;
}

/** Numbers, where it leaves from, and by when it shall be there. */
export function OrderFacts({ form: { register }, froms }: FieldsProps & { froms: readonly ShipFrom[] }) {
  const t = useText();
  return (
    <>
      <div className="form-pair">
        <TextInput label={t('order.number')} required maxLength={64} {...register('orderNumber')} />
        <TextInput label={t('reference.PO')} maxLength={160} {...register('poNumber')} />
      </div>
      <div className="form-pair">
        {froms.length > 0 && (
          <NativeSelect
            label={t('order.shipFrom')}
            data={froms.map(({ name, address }, index) => ({ value: `${index}`, label: `${name}, ${address.city}` }))}
            {...register('shipFrom')}
          />
        )}
        <TextInput label={t('order.deliverBy')} type="date" {...register('deliverBy')} />
      </div>
    </>
  );
}

const NEW_PLACE = ['street', 'city', 'region', 'postalCode', 'country'] as const;
const NEEDED: readonly string[] = ['city', 'country'];

/** Who receives: somebody known, or a name and an address. */
export function ConsigneeFields({
  form: { register, watch },
  consignees,
}: FieldsProps & { consignees: readonly Consignee[] }) {
  const t = useText();
  const fresh = watch('consigneeId') === '';
  return (
    <>
      <NativeSelect
        label={t('order.consignee')}
        data={[
          ...consignees.map(({ id, name, address }) => ({
            value: id,
            label: [name, address?.city].filter(Boolean).join(', '),
          })),
          { value: '', label: t('order.newConsignee') },
        ]}
        {...register('consigneeId')}
      />
      {fresh && (
        <div className="form-pair">
          <TextInput label={t('order.consigneeName')} required maxLength={160} {...register('name')} />
          {NEW_PLACE.map((part) => (
            <TextInput
              key={part}
              label={t(`order.${part}`)}
              required={NEEDED.includes(part)}
              maxLength={part === 'country' ? 2 : 160}
              {...register(part)}
            />
          ))}
        </div>
      )}
    </>
  );
}

const UNITS = ['EA', 'CA', 'PL'];

/** What is sent, from stock, and how. */
export function GoodsFields({ form, stock }: FieldsProps & { stock: OrderChoicesQuery['stock']['nodes'] }) {
  const t = useText();
  const { register, control, watch } = form;
  const { fields, append, remove } = useFieldArray({ control, name: 'lines' });
  const lines = watch('lines');
  const available = (index: number): number | null => {
    const line = lines[index];
    const held = stock.filter(({ sku, unit }) => sku === line?.sku.trim() && unit === line.unit);
    return held.length > 0 ? held.reduce((sum, row) => sum + row.available, 0) : null;
  };
  return (
    <>
      {fields.map((field, index) => (
        <div className="order-line" key={field.id}>
          <TextInput label={t('line.sku')} required list="order-skus" {...register(`lines.${index}.sku`)} />
          <TextInput
            label={t('claim.quantity')}
            type="number"
            min={0}
            step="any"
            required
            error={shortOf(lines[index]?.quantity, available(index)) ? t('order.short') : null}
            {...register(`lines.${index}.quantity`)}
          />
          <NativeSelect
            label={t('return.unit')}
            data={UNITS.map((value) => ({ value, label: codeWord('unitName', value, t) }))}
            {...register(`lines.${index}.unit`)}
          />
          <button
            type="button"
            className="quiet-button"
            aria-label={t('claim.removeLine', { number: index + 1 })}
            disabled={fields.length === 1}
            onClick={() => remove(index)}
          >
            <CloseIcon size={16} />
          </button>
          {available(index) !== null && (
            <span className="soft small">{t('order.available', { quantity: available(index) ?? 0 })}</span>
          )}
        </div>
      ))}
      <datalist id="order-skus">
        {[...new Map(stock.map((row) => [row.sku, row])).values()].map(({ sku, description }) => (
          <option key={sku} value={sku}>
            {description ?? sku}
          </option>
        ))}
      </datalist>
      <div>
        <button type="button" className="quiet-button" onClick={() => append(emptyLine)}>
          <PlusIcon size={16} />
          {t('claim.addLine')}
        </button>
      </div>
      <TextInput label={t('price.weight')} type="number" min={0} step="any" {...register('weight')} />
      <label className="check-line">
        <input type="checkbox" {...register('guaranteed')} />
        <span>{t('logisticsService.GUARANTEED_DELIVERY')}</span>
      </label>
      <Textarea label={t('order.note')} rows={2} maxLength={2000} {...register('note')} />
    </>
  );
}

const shortOf = (quantity: string | undefined, available: number | null): boolean =>
  available !== null && Number(quantity) > available;
