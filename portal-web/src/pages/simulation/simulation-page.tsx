import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useQuery } from 'urql';
import {
  type SimulateTariffInput,
  SimulationAccountsDocument,
  SimulationChoicesDocument,
  type SimulationChoicesQuery,
  SimulationContractDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { QueryFailure } from '../../graph/query-failure.tsx';
import { isStaff } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { LostPage } from '../../shell/lost-page.tsx';
import { EmptyState, Skeleton } from '../../ui/empty-state.tsx';
import { ContractIcon } from '../../ui/icons.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Panel } from '../../ui/panel.tsx';
import { AccountField } from '../accounts/account-field.tsx';
import { ContractTabs } from '../contracts/contract-tabs.tsx';
import { cardDays } from '../rates/card-view.tsx';
import { useRatesText } from '../rates/rates-text.ts';
import { SimulationResult } from './simulation-result.tsx';
import { cardAsInput, lastMonth, useSimulation } from './use-simulation.ts';

/** Rates a past period of a customer by other prices, and sets the outcome beside what was billed. */
export function SimulationPage() {
  return isStaff(useViewer()) ? <Simulation /> : <LostPage />;
}

function Simulation() {
  const t = useRatesText();
  const { contract: wanted } = useSearch({ from: '/portal/simulation' });
  const navigate = useNavigate({ from: '/simulation' });
  const [{ data: accounts, error, fetching }, again] = useQuery({ query: SimulationAccountsDocument });
  const [{ data: named }] = useQuery({
    query: SimulationContractDocument,
    variables: { id: wanted ?? '' },
    pause: !wanted,
  });
  const [chosen, choose] = useState<string | null>(null);
  const first = accounts?.contracts.nodes[0]?.account.id ?? null;
  const accountId = chosen ?? named?.contract?.account.id ?? (wanted ? null : first);
  return (
    <PageFrame title={t('rates.simulation')} under={t('rates.simulationHint')}>
      <ContractTabs />
      {error && <QueryFailure error={error} retry={() => again({ requestPolicy: 'network-only' })} />}
      {fetching && !accounts && <Skeleton lines={4} />}
      {accounts && !first && (
        <EmptyState icon={<ContractIcon size={28} />} title={t('contracts.none')} hint={t('rates.noContract')} />
      )}
      {first && (
        <AccountField
          value={accountId ?? ''}
          change={(id) => {
            choose(id);
            void navigate({ search: {}, replace: true });
          }}
        />
      )}
      {accountId && <Choices key={accountId} accountId={accountId} wanted={wanted} />}
    </PageFrame>
  );
}

type Contract = NonNullable<SimulationChoicesQuery['account']>['contracts'][number];

function Choices({ accountId, wanted }: { accountId: string; wanted: string | undefined }) {
  const t = useRatesText();
  const [{ data, error }, again] = useQuery({ query: SimulationChoicesDocument, variables: { accountId } });
  if (error) return <QueryFailure error={error} retry={() => again({ requestPolicy: 'network-only' })} />;
  if (!data) return <Skeleton lines={4} />;
  const contracts = data.account?.contracts ?? [];
  if (contracts.length === 0) return <p className="soft">{t('rates.noContract')}</p>;
  return <Question contracts={contracts} wanted={wanted} />;
}

function Question({ contracts, wanted }: { contracts: readonly Contract[]; wanted: string | undefined }) {
  const t = useRatesText();
  const { locale } = useReading();
  const simulation = useSimulation();
  const [other, setOther] = useState('');
  const [contractId, setContract] = useState(contracts.find(({ id }) => id === wanted)?.id ?? contracts[0]?.id ?? '');
  const month = lastMonth();
  const cards = contracts.flatMap((contract) => contract.rateCards.map((card) => ({ contract, card })));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void simulation.run(questionOf(new FormData(event.currentTarget), contractId, cards));
  };
  return (
    <>
      <Panel title={t('rates.question')}>
        <form onSubmit={submit} className="form-stack">
          <NativeSelect
            label={t('contract.name')}
            value={contractId}
            onChange={({ currentTarget }) => {
              setContract(currentTarget.value);
              setOther('');
            }}
            data={contracts.map(({ id, name, number }) => ({ value: id, label: `${name} · ${number}` }))}
          />
          <div className="form-pair">
            <TextInput name="from" type="date" label={t('rates.firstDay')} defaultValue={month.from} required />
            <TextInput name="to" type="date" label={t('rates.lastDay')} defaultValue={month.to} required />
          </div>
          <div className="form-pair">
            <NativeSelect
              name="other"
              key={contractId}
              label={t('rates.otherPrices')}
              onChange={({ currentTarget }) => setOther(currentTarget.value)}
              data={[
                ...cards.map(({ contract, card }) => ({
                  value: `card:${card.id}`,
                  label: `${card.name} · ${contract.number} · ${cardDays(card, locale, t)}`,
                })),
                ...contracts
                  .filter(({ id }) => id !== contractId)
                  .map(({ id, name }) => ({ value: `contract:${id}`, label: t('rates.allCardsOf', { name }) })),
              ]}
            />
            <TextInput
              name="percent"
              type="number"
              step="any"
              min={-100}
              max={1000}
              label={t('rates.percent')}
              description={t('rates.percentHint')}
              disabled={other.startsWith('contract:')}
              defaultValue="0"
            />
          </div>
          {cards.length === 0 && <p className="soft">{t('rates.noCards')}</p>}
          <ObjectionNote objection={simulation.objection} />
          <div className="form-foot">
            <Button type="submit" loading={simulation.running} disabled={cards.length === 0 && contracts.length < 2}>
              {t('rates.simulate')}
            </Button>
          </div>
        </form>
      </Panel>
      <div role="status" className="stack">
        {simulation.result && <SimulationResult result={simulation.result} />}
      </div>
    </>
  );
}

/** The question that the form asks: another contract's cards, or one card, changed by so many percent. */
function questionOf(
  form: FormData,
  contractId: string,
  cards: readonly { readonly card: Contract['rateCards'][number] }[],
): SimulateTariffInput {
  const [from, to] = [String(form.get('from')), String(form.get('to'))];
  const [kind, id = ''] = String(form.get('other')).split(':');
  if (kind === 'contract') return { contractId, from, to, otherContractId: id };
  const card = cards.find((one) => one.card.id === id)?.card;
  const percent = Number(form.get('percent') ?? 0) || 0;
  return { contractId, from, to, card: card ? cardAsInput(card, { contractId, from, percent }) : null };
}
