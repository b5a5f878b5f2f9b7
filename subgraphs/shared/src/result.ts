/** A rule said no: nothing was changed. The same shape as the GraphQL type `Refusal`. */
export interface Refusal {
  /** Stable upper-case code, such as `SHIPMENT_NOT_OPEN`. */
  readonly code: string;
  /** What is wrong, for a person. */
  readonly message: string;
  /** The input field that the rule looked at. */
  readonly field?: string;
  /** What to do instead. */
  readonly fix?: string;
  /** What the message gives beside its words, for sentences in other languages. */
  readonly figures?: RefusalFigure[];
}

/** A number, amount, day or name in a message. */
export interface RefusalFigure {
  readonly name: string;
  readonly value: string;
}

type Figures = Readonly<Record<string, string | number>>;

export const figuresOf = (figures: Figures): RefusalFigure[] =>
  Object.entries(figures).map(([name, value]) => ({ name, value: String(value) }));

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

export const refuse = (
  code: string,
  message: string,
  { figures, ...more }: { field?: string; fix?: string; figures?: Figures } = {},
): Result<never> => ({
  ok: false,
  refusal: { code, message, ...more, ...(figures && { figures: figuresOf(figures) }) },
});

/** A refusal that a check has found already. */
export const refused = (refusal: Refusal): Result<never> => ({ ok: false, refusal });
