import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { formatDate } from '../../format/instant.ts';
import { formatMoney } from '../../format/money.ts';
import {
  BookBankCreditDocument,
  DismissBankCreditDocument,
  OpenBankCreditsDocument,
  type OpenBankCreditsQuery,
  OpenOfAccountDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useReading } from '../../session/viewing.tsx';
import { CommandDialog } from '../../ui/command-dialog.tsx';
import { Panel } from '../../ui/panel.tsx';
import { AccountPicker } from '../accounts/account-picker.tsx';
import { amountsIn, OpenInvoiceFields, spread } from '../remittances/open-invoices.tsx';
import { usePaymentText } from './payment-text.ts';

type Credit = OpenBankCreditsQuery['openBankCredits'][number];

/** What banks say came in, and of which nobody knows yet whose it is. */
export function BankCreditsPanel() {
  const t = usePaymentText();
  const { locale } = useReading();
  const [{ data }, again] = useQuery({ query: OpenBankCreditsDocument, requestPolicy: 'cache-and-network' });
  const [doing, setDoing] = useState<{ readonly what: 'book' | 'dismiss'; readonly credit: Credit } | null>(null);
  const credits = data?.openBankCredits ?? [];
  if (credits.length === 0) return null;
  const dialog = { close: () => setDoing(null), done: () => again({ requestPolicy: 'network-only' }) };
  const button = (what: 'book' | 'dismiss', credit: Credit) => (
    <button
      type="button"
      className="quiet-button"
      aria-label={`${t(what === 'book' ? 'pay.bookCredit' : 'pay.dismiss')}: ${credit.reference}`}
      onClick={() => setDoing({ what, credit })}
    >
      {t(what === 'book' ? 'pay.bookCredit' : 'pay.dismiss')}
    </button>
  );
  return (
    <Panel title={t('pay.whose')} count={credits.length} flush>
      <ul className="rows">
        {credits.map((credit) => (
          <li key={credit.id}>
            <span className="grow">
              <strong>
                {formatMoney(credit.amount, locale)} · {credit.payer ?? t('pay.unknownPayer')}
              </strong>
              <span className="record-sub pay-number">
                {formatDate(credit.bookedOn, locale)} · {credit.reference}
                {credit.words && ` · ${credit.words}`}
              </span>
            </span>
            <span className="line">
              {button('book', credit)}
              {button('dismiss', credit)}
            </span>
          </li>
        ))}
      </ul>
      {doing?.what === 'book' && <BookDialog credit={doing.credit} {...dialog} />}
      {doing?.what === 'dismiss' && <DismissDialog credit={doing.credit} {...dialog} />}
    </Panel>
  );
}

interface DialogProps {
  readonly credit: Credit;
  readonly close: () => void;
  readonly done: () => void;
}

function CreditWords({ credit }: { credit: Credit }) {
  const t = usePaymentText();
  const { locale } = useReading();
  const payer = credit.payer ?? t('pay.unknownPayer');
  const date = formatDate(credit.bookedOn, locale);
  return (
    <p className="soft">
      {t('pay.creditOf', { amount: formatMoney(credit.amount, locale), payer, date })}
      {credit.words && <span className="record-sub pay-number">{credit.words}</span>}
    </p>
  );
}

function BookDialog({ credit, close, done }: DialogProps) {
  const t = usePaymentText();
  const command = useCommand(BookBankCreditDocument);
  const [account, pick] = useState<{ readonly id: string; readonly name: string } | null>(null);
  const accountId = account?.id ?? '';
  const [{ data }] = useQuery({
    query: OpenOfAccountDocument,
    variables: { accountId },
    pause: !accountId,
    requestPolicy: 'network-only',
  });
  const { currency, amountMinor } = credit.amount;
  const open = (data?.openReceivables ?? []).filter(
    (one) => one.open.currency === currency && one.open.amountMinor > 0,
  );
  const submit = async (form: FormData) => {
    const items = amountsIn(form, open, currency);
    if (!(await command.run({ id: credit.id, accountId, items }))) return;
    done();
    close();
  };
  return (
    <CommandDialog
      title={t('pay.bookCredit')}
      submitLabel={t('remittance.record')}
      running={command.running}
      blocked={!accountId}
      close={close}
      submit={(form) => void submit(form)}
      foot={<ObjectionNote objection={command.objection} />}
    >
      <CreditWords credit={credit} />
      <AccountPicker picked={account} pick={pick} />
      {accountId && data && (
        <fieldset className="plain-fieldset">
          <legend>{t('remittance.forInvoices')}</legend>
          <OpenInvoiceFields key={accountId} open={open} currency={currency} usual={spread(amountMinor, open)} />
        </fieldset>
      )}
    </CommandDialog>
  );
}

function DismissDialog({ credit, close, done }: DialogProps) {
  const t = usePaymentText();
  const command = useCommand(DismissBankCreditDocument);
  const submit = async (form: FormData) => {
    if (!(await command.run({ id: credit.id, reason: String(form.get('reason')) }))) return;
    done();
    close();
  };
  return (
    <CommandDialog
      title={t('pay.dismiss')}
      submitLabel={t('pay.dismiss')}
      running={command.running}
      close={close}
      submit={(form) => void submit(form)}
      foot={<ObjectionNote objection={command.objection} />}
    >
      <CreditWords credit={credit} />
      <p className="small soft">{t('pay.dismissHint')}</p>
      <Textarea name="reason" label={t('action.reason')} required maxLength={500} rows={2} data-autofocus />
    </CommandDialog>
  );
}
