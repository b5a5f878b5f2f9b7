import { forbidden } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import type { Result } from '@quayside/shared/result';
import type { Case } from '../case/case.ts';
import { CASES, caseOpening, changeCase, type OpenCase, replyStep } from '../case/commands.ts';
import type { Attachment } from '../conversation/conversation.ts';
import { openForTarget } from '../item/opening.ts';
import { mayAsk, mayReportDamage, maySpeak, openingFault, replyFault } from './consignee.ts';
import { consigneeCases, countOpened, messagesForConsignee, rememberLink } from './store.ts';

/** What a consignee tells; whose shipment it is, the link says. */
export interface Told {
  readonly description: string;
  readonly attachments: readonly Attachment[];
  readonly idempotencyKey?: string | null | undefined;
}

const CONSIGNEE = { severity: 'MODERATE', party: 'CONSIGNEE' } as const;

/** A consignee's report: a complaint of the account, and no claim (49 CFR 370.3 (b)). */
export const reportDamage = async (ctx: CommandContext, told: Told): Promise<Result<Case>> => {
  if (!mayReportDamage(ctx.viewer)) throw forbidden('report damage');
  const subject = 'Damage reported by the consignee';
  return openThroughLink(ctx, {
    ...told,
    kind: 'COMPLAINT',
    category: 'DAMAGE',
    subject,
    ...CONSIGNEE,
    priority: 'HIGH',
  });
};

/** A consignee's question about the delivery: an inquiry of the account. */
export const askQuestion = async (ctx: CommandContext, told: Told): Promise<Result<Case>> => {
  if (!mayAsk(ctx.viewer)) throw forbidden('ask about this delivery');
  const subject = 'Question of the consignee';
  return openThroughLink(ctx, {
    ...told,
    kind: 'INQUIRY',
    category: 'COMMUNICATION',
    subject,
    ...CONSIGNEE,
    priority: 'NORMAL',
  });
};

/** Opens a case of the link's shipment, in which whoever holds the link takes part. */
async function openThroughLink(ctx: CommandContext, input: OpenCase): Promise<Result<Case>> {
  const { reach, id: linkId } = ctx.viewer;
  if (reach.kind !== 'shipment') throw forbidden('open this');
  const { accountId, shipmentId } = reach;
  const opening = caseOpening(ctx, input);
  return openForTarget(
    ctx,
    CASES,
    { shipmentId },
    {
      ...opening,
      build: async (em, target) => openingFault(await countOpened(em, ctx.viewer)) ?? opening.build(em, target),
      also: async (em, item) => {
        await opening.also?.(em, item);
        await rememberLink(em, { caseId: item.id, linkId, accountId, shipmentId });
      },
    },
  );
}

/** A further word of the consignee. */
export interface ConsigneeReply {
  readonly id: string;
  readonly body: string;
  readonly attachments: readonly Attachment[];
  readonly idempotencyKey?: string | null | undefined;
}

/** Adds to a conversation that was opened through this link; it may bring the case back to whoever owns it. */
export function replyAsConsignee(ctx: CommandContext, reply: ConsigneeReply): Promise<Result<Case>> {
  const { id, body, attachments, idempotencyKey } = reply;
  const step = replyStep(ctx, { id, body, attachments, internal: false });
  return changeCase(
    ctx,
    {
      ...step,
      may: maySpeak,
      // Keys of the account never meet those of a link.
      once: idempotencyKey ? `link-${idempotencyKey}` : null,
      rule: async (item, em) => {
        const said = await messagesForConsignee(em, ctx.viewer, [item.id]);
        const written = said.filter(({ authorKind }) => authorKind === 'CONSIGNEE').length;
        return replyFault(written) ?? step.rule(item, em);
      },
    },
    { ...CASES, store: consigneeCases },
  );
}
