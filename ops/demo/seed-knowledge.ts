import { type DemoGraph, inputMutation } from './demo-graph.ts';

const WRITE = inputMutation('writeArticle', 'WriteArticleInput', '... on Article { id }');
const PUBLISH = `mutation($id: ID!, $audience: ArticleAudience!) { publishArticle(id: $id, audience: $audience) {
  __typename ... on Refusal { code message } ... on Article { id } } }`;

const ARTICLES = [
  {
    title: 'What to do when goods arrive damaged',
    question: 'Cartons are crushed or wet at delivery. What must we do to keep our claim?',
    answer:
      'Write the damage on the delivery receipt before you sign, take photos of the goods and of the seal, keep the packing, and file a claim from the page of the shipment. Damage that is found later is reported within five business days.',
    category: 'DAMAGE',
    audience: 'EVERYONE',
  },
  {
    title: 'Why there is a lift gate charge',
    question: 'Our invoice has a line for a lift gate although the consignee has a dock.',
    answer:
      'The charge follows from what the driver reported. Open the line of the invoice to see the event and the clause; if it is wrong, dispute the line there and we look into it.',
    category: 'BILLING',
    audience: 'EVERYONE',
  },
  {
    title: '如何获取签收单',
    question: '客户对数量有异议，需要签收单。',
    answer: '打开货件页面，在“文件”中可以下载签收单；若尚未上传，请提交咨询，我们会向承运商索取。',
    category: 'DOCUMENTS',
    language: 'zh-Hans',
    audience: 'EVERYONE',
  },
  {
    title: 'A driver says that he was not let in',
    question: 'Carrier and consignee tell different stories about a delivery that was refused.',
    answer:
      'Ask the carrier for the position of the truck, the consignee for the log of its gate, and compare both with the milestones. Put both papers into the case before you decide.',
    category: 'DRIVER',
    audience: 'STAFF',
  },
] as const;

/** A few questions that have come before, for customers and for the staff. */
export async function seedKnowledge(graph: DemoGraph): Promise<void> {
  await graph.together(async () => {
    for (const { audience, ...input } of ARTICLES) {
      const { id } = await graph.run(WRITE, { input });
      await graph.run(PUBLISH, { id, audience });
    }
  });
}
