import type { Topic } from '../notification/topics.ts';

const LOCALES = ['en', 'zh-Hans', 'zh-Hant'] as const;
export type MailLocale = (typeof LOCALES)[number];

/** The language of a member's mails; a locale that we do not speak is answered in English. */
export const localeOf = (locale: string): MailLocale => LOCALES.find((known) => known === locale) ?? 'en';

/** What a sentence about news is filled with; empty where there is nothing to say. */
export interface Facts {
  readonly actor: string;
  readonly number: string;
  readonly state: string;
  readonly due: string;
}

/** All that a mail says in one language. */
export interface MailWords {
  readonly topics: Readonly<Record<Topic, (facts: Facts) => string>>;
  readonly states: Readonly<Record<string, string>>;
  greeting(name: string): string;
  /** Subject and first sentence of the mail of the day. */
  digest(count: number): string;
  readonly internalNote: string;
  readonly open: string;
  readonly answer: string;
  /** Above one link for each score. */
  readonly rate: string;
  readonly choices: string;
}

const en: MailWords = {
  topics: {
    ITEM_OPENED: ({ actor, number }) => `${actor} opened ${number}`,
    ITEM_REPLIED: ({ actor, number }) => `${actor} wrote about ${number}`,
    MENTIONED: ({ actor, number }) => `${actor} mentioned you in ${number}`,
    ITEM_ASSIGNED: ({ actor, number }) => `${actor} assigned ${number} to you`,
    ITEM_STATE_CHANGED: ({ number, state }) => `${number} is now: ${state}`,
    APPROVAL_ASKED: ({ actor, number }) => `${actor} asks you to approve a decision about ${number}`,
    CLOCK_REMINDER: ({ number, due }) => `${number} is due soon: ${due}`,
    CLOCK_DUE: ({ number, due }) => `${number} is due: ${due}`,
    CLOCK_ESCALATED: ({ number, due }) => `${number} is overdue and still open; it was due ${due}`,
    SHIPMENT_EXCEPTION: ({ number, state }) => `Shipment ${number} has an exception: ${state}`,
    SHIPMENT_ETA_CHANGED: ({ number }) => `Shipment ${number} has a new time of arrival`,
    SHIPMENT_DELIVERED: ({ number }) => `Shipment ${number} was delivered`,
    CONTRACT_CHANGED: ({ number, state }) => `Contract ${number} has changed; it is now: ${state}`,
    CONTRACT_EXPIRING: ({ number, due }) => `Contract ${number} ends soon: ${due}`,
    QUOTE_CHANGED: ({ actor, number, state }) => `${actor} has answered quote ${number}; it is now: ${state}`,
    INVOICE_ISSUED: ({ number, due }) => `Invoice ${number} was issued; please pay it until ${due}`,
    PAYMENT_REMINDER: ({ number, state, due }) => `${state}: invoice ${number}, due ${due}`,
    CREDIT_CHANGED: ({ state }) => `The terms on which you order have changed; they are now: ${state}`,
    EDI_ALARM: () => 'A partner has not acknowledged an EDI message in time',
    MAIL_FAILED: ({ number }) => `An e-mail about ${number} could not be sent`,
  },
  states: {
    REMINDER: 'Payment reminder',
    DUNNING_1: 'First dunning letter',
    DUNNING_2: 'Second dunning letter',
    FINAL: 'Final notice',
    CREDIT_OPEN: 'on account',
    CREDIT_PREPAY: 'prepayment',
    CREDIT_HOLD: 'on credit hold, no new orders',
  },
  greeting: (name) => `Hello ${name},`,
  digest: (count) =>
    count === 1 ? 'Your day at Quayside: one thing happened' : `Your day at Quayside: ${count} things happened`,
  internalNote: 'This is an internal note. Customers do not see it, and your answer will be one as well.',
  open: 'Open it in the portal:',
  rate: 'How content are you with this? One tap is enough; no sign-in is needed.',
  answer: 'To answer, reply to this e-mail above the line at its top. Your reply joins the conversation.',
  choices: 'You choose in the portal, under Notifications, what we write to you about.',
};

const zhHans: MailWords = {
  topics: {
    ITEM_OPENED: ({ actor, number }) => `${actor} 提交了 ${number}`,
    ITEM_REPLIED: ({ actor, number }) => `${actor} 回复了 ${number}`,
    MENTIONED: ({ actor, number }) => `${actor} 在 ${number} 中提到了您`,
    ITEM_ASSIGNED: ({ actor, number }) => `${actor} 将 ${number} 分配给了您`,
    ITEM_STATE_CHANGED: ({ number, state }) => `${number} 的状态变为：${state}`,
    APPROVAL_ASKED: ({ actor, number }) => `${actor} 请您批准对 ${number} 的决定`,
    CLOCK_REMINDER: ({ number, due }) => `${number} 即将到期：${due}`,
    CLOCK_DUE: ({ number, due }) => `${number} 已到期：${due}`,
    CLOCK_ESCALATED: ({ number, due }) => `${number} 已逾期且尚未完成，期限为 ${due}`,
    SHIPMENT_EXCEPTION: ({ number, state }) => `货件 ${number} 出现异常：${state}`,
    SHIPMENT_ETA_CHANGED: ({ number }) => `货件 ${number} 的预计到达时间已更新`,
    SHIPMENT_DELIVERED: ({ number }) => `货件 ${number} 已送达`,
    CONTRACT_CHANGED: ({ number, state }) => `合同 ${number} 已变更，现状态：${state}`,
    CONTRACT_EXPIRING: ({ number, due }) => `合同 ${number} 即将到期：${due}`,
    QUOTE_CHANGED: ({ actor, number, state }) => `${actor} 处理了报价 ${number}，现状态：${state}`,
    INVOICE_ISSUED: ({ number, due }) => `发票 ${number} 已开出，请于 ${due} 前付款`,
    PAYMENT_REMINDER: ({ number, state, due }) => `${state}：发票 ${number}，到期日 ${due}`,
    CREDIT_CHANGED: ({ state }) => `下单条款已变更，现为：${state}`,
    EDI_ALARM: () => '合作方未按时确认一条 EDI 报文',
    MAIL_FAILED: ({ number }) => `有关 ${number} 的一封邮件无法发送`,
  },
  states: {
    OPEN: '待处理',
    IN_PROGRESS: '处理中',
    WAITING_FOR_CUSTOMER: '等待客户',
    RESOLVED: '已解决',
    CLOSED: '已关闭',
    ACTIVE: '生效',
    EXPIRED: '已到期',
    TERMINATED: '已终止',
    REQUESTED: '已请求',
    OFFERED: '已报价',
    COUNTERED: '还价中',
    ACCEPTED: '已接受',
    DECLINED: '已拒绝',
    WITHDRAWN: '已撤回',
    REMINDER: '付款提醒',
    DUNNING_1: '第一次催款',
    DUNNING_2: '第二次催款',
    FINAL: '最后通知',
    CREDIT_OPEN: '赊账',
    CREDIT_PREPAY: '预付',
    CREDIT_HOLD: '信用冻结，不接受新订单',
    APPROVED: '已批准',
    DONE: '已完成',
    REJECTED: '已拒绝',
    SETTLED: '已结案',
  },
  greeting: (name) => `${name}，您好：`,
  digest: (count) => `Quayside 每日汇总：${count} 条动态`,
  internalNote: '这是内部备注，客户看不到；您的回复也将作为内部备注。',
  open: '在门户中打开：',
  rate: '您对此满意吗？轻点一下即可，无需登录。',
  answer: '如需回复，请直接回复本邮件，内容写在顶部分隔线之上。您的回复会加入对话。',
  choices: '您可以在门户的“通知”中选择接收哪些邮件。',
};

const zhHant: MailWords = {
  topics: {
    ITEM_OPENED: ({ actor, number }) => `${actor} 提交了 ${number}`,
    ITEM_REPLIED: ({ actor, number }) => `${actor} 回覆了 ${number}`,
    MENTIONED: ({ actor, number }) => `${actor} 在 ${number} 中提到了您`,
    ITEM_ASSIGNED: ({ actor, number }) => `${actor} 將 ${number} 指派給了您`,
    ITEM_STATE_CHANGED: ({ number, state }) => `${number} 的狀態變為：${state}`,
    APPROVAL_ASKED: ({ actor, number }) => `${actor} 請您核准對 ${number} 的決定`,
    CLOCK_REMINDER: ({ number, due }) => `${number} 即將到期：${due}`,
    CLOCK_DUE: ({ number, due }) => `${number} 已到期：${due}`,
    CLOCK_ESCALATED: ({ number, due }) => `${number} 已逾期且尚未完成，期限為 ${due}`,
    SHIPMENT_EXCEPTION: ({ number, state }) => `貨件 ${number} 出現異常：${state}`,
    SHIPMENT_ETA_CHANGED: ({ number }) => `貨件 ${number} 的預計抵達時間已更新`,
    SHIPMENT_DELIVERED: ({ number }) => `貨件 ${number} 已送達`,
    CONTRACT_CHANGED: ({ number, state }) => `合約 ${number} 已變更，現狀態：${state}`,
    CONTRACT_EXPIRING: ({ number, due }) => `合約 ${number} 即將到期：${due}`,
    QUOTE_CHANGED: ({ actor, number, state }) => `${actor} 處理了報價 ${number}，現狀態：${state}`,
    INVOICE_ISSUED: ({ number, due }) => `發票 ${number} 已開出，請於 ${due} 前付款`,
    PAYMENT_REMINDER: ({ number, state, due }) => `${state}：發票 ${number}，到期日 ${due}`,
    CREDIT_CHANGED: ({ state }) => `下單條款已變更，現為：${state}`,
    EDI_ALARM: () => '合作方未按時確認一則 EDI 訊息',
    MAIL_FAILED: ({ number }) => `有關 ${number} 的一封郵件無法寄出`,
  },
  states: {
    OPEN: '待處理',
    IN_PROGRESS: '處理中',
    WAITING_FOR_CUSTOMER: '等待客戶',
    RESOLVED: '已解決',
    CLOSED: '已關閉',
    ACTIVE: '生效',
    EXPIRED: '已到期',
    TERMINATED: '已終止',
    REQUESTED: '已請求',
    OFFERED: '已報價',
    COUNTERED: '還價中',
    ACCEPTED: '已接受',
    DECLINED: '已拒絕',
    WITHDRAWN: '已撤回',
    REMINDER: '付款提醒',
    DUNNING_1: '第一次催款',
    DUNNING_2: '第二次催款',
    FINAL: '最後通知',
    CREDIT_OPEN: '賒帳',
    CREDIT_PREPAY: '預付',
    CREDIT_HOLD: '信用凍結，不接受新訂單',
    APPROVED: '已核准',
    DONE: '已完成',
    REJECTED: '已拒絕',
    SETTLED: '已結案',
  },
  greeting: (name) => `${name}，您好：`,
  digest: (count) => `Quayside 每日彙整：${count} 則動態`,
  internalNote: '這是內部備註，客戶看不到；您的回覆也會是內部備註。',
  open: '在入口網站中開啟：',
  rate: '您對此滿意嗎？輕點一下即可，無需登入。',
  answer: '如需回覆，請直接回覆本郵件，內容寫在頂端分隔線之上。您的回覆會加入對話。',
  choices: '您可以在入口網站的「通知」中選擇要收到哪些郵件。',
};

export const WORDS: Readonly<Record<MailLocale, MailWords>> = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };
