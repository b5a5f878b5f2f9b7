import type { DemoClock } from './clock.ts';
import { type DemoGraph, inputMutation } from './demo-graph.ts';
import type { SeededShipper } from './seed-customers.ts';
import type { SeededShipment } from './seed-shipments.ts';

const SAY = inputMutation('answerSatisfaction', 'SatisfactionInput', '... on SatisfactionAnswer { id }');
const DAY = 86_400_000;

/** What was heard of one delivery each: the silent ones are the sore point of this demo. */
const HEARD = [
  { score: 1, cause: 'SILENCE', comment: 'Nobody told us that it would be a day late.' },
  { score: 5, cause: null, comment: 'Driver was early and careful.' },
  { score: 4, cause: null, comment: null },
  { score: 3, cause: 'LATE', comment: null },
  { score: 5, cause: null, comment: null },
] as const;

/** Calls about deliveries, and whether each customer would recommend us. */
export async function seedSatisfaction(
  graph: DemoGraph,
  shippers: readonly SeededShipper[],
  shipments: readonly SeededShipment[],
  clock: DemoClock,
  now: number,
): Promise<void> {
  await graph.together(async () => {
    for (const [place, owner] of shippers.entries()) {
      const delivered = shipments.filter(({ plot }) => plot.owner === owner && plot.ending === 'DELIVERED');
      for (const [index, said] of HEARD.entries()) {
        const shipment = delivered[index];
        if (!shipment) break;
        clock.travelTo(now - (1 + index + place) * DAY);
        const about = { measure: 'CSAT', occasion: 'DELIVERY', subjectId: shipment.id };
        // The same sore point with each customer would open the same case three times.
        const score = place > 0 && said.score === 1 ? 3 : said.score;
        await graph.run(SAY, { input: { ...about, ...said, score, channel: 'CALL', respondent: 'Receiving dock' } });
      }
      clock.travelTo(now - (8 - place) * DAY);
      const period = { measure: 'NPS', occasion: 'PERIOD', accountId: owner.accountId, score: 9 - place };
      await graph.run(SAY, { input: { ...period, channel: 'INTERVIEW', respondent: 'Head of logistics' } });
    }
    clock.backToPresent();
  });
}

/** What customers of before said when they were asked: nobody has to follow them up. */
const RECOMMENDED = [9, 8, 10, 7, 9, 8, 10, 9] as const;

/** Whether customers would recommend us, as heard in a call. */
export async function seedRecommendations(graph: DemoGraph, accountIds: readonly string[]): Promise<void> {
  await graph.together(async () => {
    for (const [place, accountId] of accountIds.entries()) {
      const said = { measure: 'NPS', occasion: 'PERIOD', accountId, score: RECOMMENDED[place % RECOMMENDED.length] };
      await graph.run(SAY, { input: { ...said, channel: 'CALL', respondent: 'Head of purchasing' } });
    }
  });
}
