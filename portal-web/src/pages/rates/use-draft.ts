import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useEffect, useMemo, useState } from 'react';
import { useClient } from 'urql';
import type {
  AddRateCardInput,
  PreviewRateCardQuery,
  RateCardFactsFragment,
  RateLineInput,
} from '../../generated/operations.ts';
import { useCurrencies } from '../../session/currencies.ts';
import { type CellFault, isBlank, lineOf, newRow, type RateColumn, type RateRow, rowOf } from './rate-rows.ts';

/** The head of a card as it was typed: zones and steps as text, a line each. */
export interface CardHead {
  readonly name: string;
  readonly currency: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly zones: string;
  readonly fuelIndex: string;
  readonly fuelSteps: string;
  /** The card before ends when this one begins. */
  readonly replaces: boolean;
}

export type Preview = PreviewRateCardQuery['preview'];

/** A card as it was written, whoever it is agreed with. */
export type WrittenCard = Omit<AddRateCardInput, 'contractId' | 'replaces'>;

/** With whom the card is agreed: how it is handed in, and who looks at it before. */
export interface Agreement<Input> {
  /** @param replaces the card that ends when this one begins */
  readonly handIn: (card: WrittenCard, replaces: string | null) => Input;
  readonly look: TypedDocumentNode<{ preview: Preview }, { input: Input }>;
}

/** The first day of the next month: prices change with the month. */
const nextMonth = (): string => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)).toISOString().slice(0, 10);
};

/** The head to start from: that of the card whose next version this is, or an empty one. */
export const headFrom = (card: RateCardFactsFragment | null, house: string): CardHead => ({
  name: card?.name ?? '',
  currency: card?.currency ?? house,
  validFrom: nextMonth(),
  validTo: '',
  zones: card?.zones.map(({ code, places }) => `${code}: ${places.join(', ')}`).join('\n') ?? '',
  fuelIndex: card?.fuel?.index ?? '',
  fuelSteps:
    card?.fuel?.steps.map(({ fromMilli, basisPoints }) => `${fromMilli / 1000} = ${basisPoints / 100}`).join('\n') ??
    '',
  replaces: card !== null,
});

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

/** `EAST: US-MA, US-NY` as a zone, a line each. */
export const zonesOf = (text: string) =>
  linesOf(text).map((line) => {
    const [code = '', ...places] = line.split(':');
    return {
      code: code.trim().toUpperCase(),
      places: places
        .join(':')
        .split(/[,;\s]+/)
        .filter(Boolean)
        .map((place) => place.toUpperCase()),
    };
  });

/** `2.5 = 12` as a step: from this price of the index on so many percent. What is no number is left for the rule to refuse. */
export const stepsOf = (text: string) =>
  linesOf(text).map((line) => {
    const [from = '', percent = ''] = line.split(/[=:\t]/);
    return { fromMilli: milliOf(from, 1000), basisPoints: milliOf(percent.replace('%', ''), 100) };
  });

/** Below zero where it is no number, which no step may be. */
const milliOf = (text: string, by: number): number => {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? Math.round(value * by) : -1;
};

const cardOf = (head: CardHead, lines: readonly RateLineInput[]): WrittenCard => ({
  name: head.name,
  currency: head.currency.trim().toUpperCase(),
  validFrom: head.validFrom,
  validTo: head.validTo || null,
  zones: zonesOf(head.zones),
  fuel: head.fuelIndex.trim() ? { index: head.fuelIndex.trim(), steps: stepsOf(head.fuelSteps) } : null,
  lines: [...lines],
});

/**
 * A card that is being written: what was typed, what it means, and what the server makes of it.
 * @param agreement the same from one drawing to the next
 */
export function useDraft<Input>({ handIn, look }: Agreement<Input>, base: RateCardFactsFragment | null) {
  const { house } = useCurrencies();
  const [head, setHead] = useState<CardHead>(() => headFrom(base, house));
  const [rows, setRows] = useState<readonly RateRow[]>(() => base?.lines.map(rowOf) ?? [newRow()]);
  const [touched, setTouched] = useState(false);
  const written = useMemo(() => rows.filter((row) => !isBlank(row)), [rows]);
  const read = useMemo(() => {
    const cellFaults = new Map<number, Partial<Record<RateColumn, CellFault>>>();
    const lines: RateLineInput[] = [];
    for (const row of written) {
      const meant = lineOf(row, head.currency);
      if ('faults' in meant) cellFaults.set(row.key, meant.faults);
      else lines.push(meant.line);
    }
    return { cellFaults, lines };
  }, [written, head.currency]);
  const readable = read.cellFaults.size === 0 && head.validFrom !== '';
  const input = useMemo(
    () => (readable ? handIn(cardOf(head, read.lines), head.replaces ? (base?.id ?? null) : null) : null),
    [readable, handIn, head, read, base],
  );
  const preview = usePreview(look, input);
  return {
    ...{ head, rows, written, input, preview, touched },
    cellFaults: read.cellFaults,
    changeHead: (part: Partial<CardHead>) => {
      setTouched(true);
      setHead((before) => ({ ...before, ...part }));
    },
    changeRows: (change: (before: readonly RateRow[]) => readonly RateRow[]) => {
      setTouched(true);
      setRows(change);
    },
  };
}
export type Draft = Omit<ReturnType<typeof useDraft>, 'input'>;

/** Nothing is wrong with it, as far as is known. */
export const isWhole = ({ input, preview, written }: ReturnType<typeof useDraft>): boolean =>
  input !== null && (preview?.faults.length ?? 0) === 0 && written.length > 0;

const PAUSE_MS = 400;

/** What the server would say of a card, asked whenever the person pauses; null while it is not known. */
function usePreview<Input>(look: Agreement<Input>['look'], input: Input | null): Preview | null {
  const client = useClient();
  const [known, setKnown] = useState<{ readonly of: string; readonly preview: Preview } | null>(null);
  const question = input && JSON.stringify(input);
  useEffect(() => {
    if (question === null) return;
    let left = false;
    const timer = setTimeout(() => {
      const variables = { input: JSON.parse(question) as Input };
      void client
        .query(look, variables, { requestPolicy: 'network-only' })
        .toPromise()
        .then(({ data }) => {
          if (data && !left) setKnown({ of: question, preview: data.preview });
        });
    }, PAUSE_MS);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [client, look, question]);
  return known && known.of === question ? known.preview : null;
}
