import type {
  AskQuestionMutation,
  AskQuestionMutationVariables,
  GiveInstructionMutation,
  RateDeliveryMutation,
  ReplyAsConsigneeMutation,
  ReplyAsConsigneeMutationVariables,
  ReportDamageMutation,
  ReportDamageMutationVariables,
} from '../generated/operations.ts';
import { documents } from './documents.ts';
import type { Conversation, DamageReport, Instruction, Rating, Snapshot } from './page-data.ts';

/** The graph or a rule said no; the text is fit for the reader. */
export class Refused extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'Refused';
    this.code = code;
  }
}

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** The graph as the holder of one tracking link may use it. */
export interface TrackingGraph {
  /** @throws Refused UNAUTHENTICATED when the link has ended. */
  snapshot(): Promise<Snapshot>;
  giveInstruction(text: string): Promise<readonly Instruction[]>;
  reportDamage(report: ReportDamageMutationVariables): Promise<DamageReport>;
  rate(score: number, comment: string): Promise<Rating>;
  ask(question: AskQuestionMutationVariables): Promise<Conversation>;
  reply(input: ReplyAsConsigneeMutationVariables['input']): Promise<Conversation>;
}

export function trackingGraph(token: string): TrackingGraph {
  async function ask<Data>(query: string, variables: object = {}): Promise<Data> {
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: 'application/json' },
      credentials: 'omit',
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors }: Answer<Data> = await response.json();
    if (data) return data;
    throw new Refused(errors?.[0]?.extensions?.code ?? `HTTP_${response.status}`, errors?.[0]?.message ?? '');
  }
  return {
    async snapshot() {
      const { tracking } = await ask<{ tracking: Snapshot | null }>(documents.tracking);
      if (!tracking) throw new Refused('UNAUTHENTICATED', '');
      return tracking;
    },
    async giveInstruction(text) {
      const { giveDeliveryInstruction: given } = await ask<GiveInstructionMutation>(documents.giveInstruction, {
        text,
      });
      if (given.__typename === 'Tracking') return given.instructions;
      throw refusal(given);
    },
    async reportDamage(report) {
      const { reportDamage: reported } = await ask<ReportDamageMutation>(documents.reportDamage, report);
      if (reported.__typename === 'DamageReported') return reported;
      throw refusal(reported);
    },
    async rate(score, comment) {
      const { rateDelivery: rated } = await ask<RateDeliveryMutation>(documents.rateDelivery, {
        score,
        comment: comment || null,
      });
      if (rated.__typename === 'DeliveryRating') return rated;
      throw refusal(rated);
    },
    async ask(question) {
      const { askQuestion: asked } = await ask<AskQuestionMutation>(documents.askQuestion, question);
      if (asked.__typename === 'ConsigneeCase') return asked;
      throw refusal(asked);
    },
    async reply(input) {
      const { replyAsConsignee: replied } = await ask<ReplyAsConsigneeMutation>(documents.replyAsConsignee, { input });
      if (replied.__typename === 'ConsigneeCase') return replied;
      throw refusal(replied);
    },
  };
}

const refusal = ({
  code,
  message,
  fix,
}: {
  readonly code: string;
  readonly message: string;
  readonly fix: string | null;
}) => new Refused(code, fix ? `${message} ${fix}` : message);
