import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import {
  type ContractTermsInput,
  type LogisticsService,
  OpenQuoteDocument,
  ProposeQuoteDocument,
  QuoteChoicesDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { useCurrencies } from '../../session/currencies.ts';
import { isStaff } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';
import { AccountPicker } from '../accounts/account-picker.tsx';
import { ClauseFields, clauseOf } from './clause-fields.tsx';
import { LevelFields, LiabilityFields, PartyFields, promisesOf } from './promise-fields.tsx';
import { pricesOf, ServiceRows, volumesOf } from './service-rows.tsx';

interface QuoteDialogProps {
  readonly close: () => void;
  /** Whom it is for, where that is known. */
  readonly accountId?: string | undefined;
  /** The contract that it shall renew. */
  readonly contractId?: string | undefined;
  /** The terms to start from. */
  readonly base?: ContractTermsInput | undefined;
  /** The negotiation that this is a proposal in. */
  readonly quote?: { readonly id: string; readonly version: number } | undefined;
}

const isoDay = (at: number): string => new Date(at).toISOString().slice(0, 10);
const DAY = 86_400_000;

/** Terms to agree on: a request, an offer or a counter-proposal. */
export function QuoteDialog({ close, accountId, contractId, base, quote }: QuoteDialogProps) {
  const t = useText();
  const navigate = useNavigate();
  const viewer = useViewer();
  const staff = isStaff(viewer);
  const open = useCommand(OpenQuoteDocument);
  const propose = useCommand(ProposeQuoteDocument);
  const [key] = useState(() => crypto.randomUUID());
  const [now] = useState(() => Date.now());
  const [chosen, choose] = useState<readonly LogisticsService[]>(
    base?.services.map(({ service }) => service) ?? ['WAREHOUSING'],
  );
  const from = base ?? null;
  const [picked, pick] = useState<{ readonly id: string; readonly name: string } | null>(null);
  const picks = staff && !quote && !accountId;
  const { house } = useCurrencies();
  const [currency, setCurrency] = useState(currencyOf(from) ?? house);
  const submit = async (form: FormData) => {
    const terms = readTerms(form, { chosen, base: from, staff, currency });
    const note = filledIn(form, 'note') ?? null;
    const validUntil = filledIn(form, 'validUntil') ?? null;
    if (quote) {
      if (await propose.run({ input: { ...quote, terms, note, validUntil } })) close();
      return;
    }
    const account = accountId ?? viewer.account?.id ?? picked?.id ?? '';
    const made = await open.run({
      input: { accountId: account, contractId: contractId ?? null, terms, note, validUntil, idempotencyKey: key },
    });
    if (!made) return;
    close();
    await navigate({ to: '/quotes/$quoteId', params: { quoteId: made.id } });
  };
  const title = t(quote ? 'quote.propose' : contractId ? 'quote.renew' : staff ? 'quote.make' : 'quote.ask');
  return (
    <CommandDialog
      title={title}
      submitLabel={t('quote.send')}
      size="lg"
      running={open.running || propose.running}
      blocked={chosen.length === 0 || (picks && !picked)}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={open.objection ?? propose.objection} />}
    >
      {picks && <AccountPicker picked={picked} pick={pick} />}
      <TextInput name="name" label={t('quote.name')} required maxLength={160} defaultValue={from?.name ?? ''} />
      <TermDates base={from} now={now} />
      {staff && <CurrencyField currency={currency} choose={setCurrency} />}
      <ServiceRows {...{ chosen, choose, currency }} base={from} prices={staff} />
      {staff && <TierField tierCode={from?.tierCode ?? ''} />}
      <LevelFields base={from} />
      <ClauseFields clause={from?.otif ?? null} />
      <LiabilityFields base={from} currency={currency} />
      <PartyFields base={from} />
      <TextInput
        name="validUntil"
        type="date"
        label={t('quote.validUntil')}
        defaultValue={isoDay(now + 30 * DAY)}
        required
      />
      <Textarea name="note" label={t('quote.note')} rows={3} maxLength={5000} />
    </CommandDialog>
  );
}

function CurrencyField({ currency, choose }: { currency: string; choose: (currency: string) => void }) {
  const t = useText();
  const { usual } = useCurrencies();
  return (
    <NativeSelect
      label={t('invoice.currency')}
      value={currency}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
      data={[...new Set([currency, ...usual])]}
    />
  );
}

function TierField({ tierCode }: { tierCode: string }) {
  const t = useText();
  const [{ data: choices }] = useQuery({ query: QuoteChoicesDocument });
  return (
    <NativeSelect
      name="tier"
      label={t('contract.tier')}
      defaultValue={tierCode}
      key={choices ? 'known' : 'unknown'}
      data={[
        { value: '', label: t('tier.none') },
        ...(choices?.serviceTiers ?? []).map(({ code, name }) => ({ value: code, label: name })),
      ]}
    />
  );
}

/** The currency that terms speak of already; none where they name no amount. */
const currencyOf = (base: ContractTermsInput | null): string | undefined =>
  base?.catalogue?.[0]?.currency ??
  base?.liability?.limitPerKilogram?.currency ??
  base?.liability?.limitPerShipment?.currency;

/** From when until when: a year from today where nothing is known. */
function TermDates({ base, now }: { base: ContractTermsInput | null; now: number }) {
  const t = useText();
  const day = (name: 'validFrom' | 'validTo', label: string, usual: number) => (
    <TextInput {...{ name, label }} type="date" required defaultValue={base?.[name] ?? isoDay(usual)} />
  );
  return (
    <div className="form-pair">
      {day('validFrom', t('quote.from'), now)}
      {day('validTo', t('quote.to'), now + 365 * DAY)}
    </div>
  );
}

/** What was filled in, laid over the terms that it started from. */
function readTerms(
  form: FormData,
  with_: {
    readonly chosen: readonly LogisticsService[];
    readonly base: ContractTermsInput | null;
    readonly staff: boolean;
    readonly currency: string;
  },
): ContractTermsInput {
  const { chosen, base, staff, currency } = with_;
  const known = new Map(base?.services.map((covered) => [covered.service, covered]));
  return {
    ...base,
    name: String(form.get('name')),
    validFrom: String(form.get('validFrom')),
    validTo: String(form.get('validTo')),
    services: chosen.map((service) => ({
      ...{ service, note: known.get(service)?.note ?? null },
      guaranteed: form.has(`guaranteed.${service}`),
    })),
    volumes: volumesOf(form, chosen, base),
    catalogue: pricesOf(form, chosen, { base, currency }),
    ...promisesOf(form, { base, currency }),
    tierCode: staff ? (filledIn(form, 'tier') ?? null) : (base?.tierCode ?? null),
    otif: clauseOf(form),
  };
}
