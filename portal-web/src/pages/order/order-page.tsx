import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import {
  OrderChoicesDocument,
  type OrderChoicesQuery,
  PlaceOrderDocument,
  RegisterConsigneeDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { RecordView } from '../../graph/record-view.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useRecord } from '../../graph/use-record.ts';
import { useText } from '../../language/use-text.ts';
import { isStaff } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { BackLink } from '../../shell/back-link.tsx';
import { Note } from '../../ui/notes.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Panel } from '../../ui/panel.tsx';
import { AccountField } from '../accounts/account-field.tsx';
import { creditReason } from '../credit/credit-marks.tsx';
import { ConsigneeFields, GoodsFields, OrderFacts } from './order-fields.tsx';
import { destinationOf, emptyOrder, type OrderFields, priceInput, shipFroms, shipmentInput } from './order-input.ts';
import { PricePanel } from './price-panel.tsx';

/** Online ordering: goods out of our warehouse to a consignee, with price and right before it is sent. */
export function OrderPage() {
  const t = useText();
  const viewer = useViewer();
  const staff = isStaff(viewer);
  const { account } = useSearch({ from: '/portal/order' });
  const navigate = useNavigate({ from: '/order' });
  const accountId = viewer.account?.id ?? account ?? '';
  return (
    <PageFrame
      title={t('order.title')}
      under={t('order.hint')}
      back={<BackLink to="/shipments" />}
      actions={
        <Button variant="default" renderRoot={(props) => <Link to="/prices" {...props} />}>
          {t('price.lookUp')}
        </Button>
      }
    >
      {staff && (
        <Panel title={t('shipment.account')}>
          <AccountField
            value={accountId}
            change={(id) => navigate({ search: id ? { account: id } : {}, replace: true })}
          />
        </Panel>
      )}
      {accountId && <OrderFor key={accountId} accountId={accountId} />}
    </PageFrame>
  );
}

function OrderFor({ accountId }: { accountId: string }) {
  const read = useRecord(OrderChoicesDocument, { accountId }, (data) => (data.account ? data : null));
  return <RecordView read={read}>{(choices) => <OrderForm accountId={accountId} choices={choices} />}</RecordView>;
}

const SETTLE_MS = 300;

export interface OrderChoices {
  readonly choices: OrderChoicesQuery;
}

function OrderForm({ accountId, choices }: OrderChoices & { accountId: string }) {
  const t = useText();
  const navigate = useNavigate();
  const { timeZone } = useReading();
  const [first] = choices.account?.consignees ?? [];
  const form = useForm<OrderFields>({ defaultValues: { ...emptyOrder, consigneeId: first?.id ?? '' } });
  const fields = form.watch();
  const [settled] = useDebouncedValue(JSON.stringify(fields), SETTLE_MS);
  const [noDestination, setNoDestination] = useState(false);
  const place = useCommand(PlaceOrderDocument);
  const register = useCommand(RegisterConsigneeDocument);
  const froms = shipFroms(choices);
  const around = (of: OrderFields) => ({
    accountId,
    from: froms[Number(of.shipFrom)],
    consignee: choices.account?.consignees.find(({ id }) => id === of.consigneeId),
  });
  const send = async (filled: OrderFields) => {
    const about = around(filled);
    const address = destinationOf(filled, about.consignee);
    setNoDestination(address === null);
    if (!address) return;
    const consignee =
      about.consignee ?? (await register.run({ input: { accountId, name: filled.name.trim(), address } }));
    if (!consignee) return;
    const input = shipmentInput(filled, about, { consigneeId: consignee.id, timeZone });
    const placed = await place.run({ input });
    if (placed) await navigate({ to: '/shipments/$shipmentId', params: { shipmentId: placed.id } });
  };
  return (
    <div className="page-columns">
      <Panel title={t('order.order')}>
        <form className="form-stack" onSubmit={form.handleSubmit(send)}>
          <CreditNote choices={choices} accountId={accountId} />
          <OrderFacts form={form} froms={froms} />
          <ConsigneeFields form={form} consignees={choices.account?.consignees ?? []} />
          <GoodsFields form={form} stock={choices.stock.nodes} />
          {noDestination && <Note tone="warn">{t('order.noDestination')}</Note>}
          <ObjectionNote objection={register.objection ?? place.objection} />
          <div className="form-foot">
            <Button type="submit" loading={register.running || place.running}>
              {t('order.send')}
            </Button>
          </div>
        </form>
      </Panel>
      <PricePanel input={priceInput(JSON.parse(settled) as OrderFields, around(JSON.parse(settled) as OrderFields))} />
    </div>
  );
}

/** Says before anything is filled in that an order would be refused, or would wait. */
function CreditNote({ choices: { account }, accountId }: OrderChoices & { accountId: string }) {
  const t = useText();
  const credit = account?.credit;
  if (!credit || credit.state === 'OPEN') return null;
  return (
    <Note tone={credit.state === 'HOLD' ? 'bad' : 'warn'} title={t(`creditMeans.${credit.state}`)}>
      {creditReason(t, credit)}{' '}
      <Link to="/accounts/$accountId/credit" params={{ accountId }}>
        {t('credit.why')}
      </Link>
    </Note>
  );
}
