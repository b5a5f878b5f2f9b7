/** What the service subgraph tells the others. The only file of it that other workspaces import. */
export const SERVICE_SOURCE = 'service';

/** Carried by every event; subject is what the desk shows, seq the version of a case, claim, work order or return. */
export interface ServiceFacts {
  readonly kind: 'CASE' | 'CLAIM' | 'WORK_ORDER' | 'RETURN_ORDER' | 'EDI_MESSAGE' | 'CONTRACT';
  readonly id: string;
  readonly number: string;
  readonly accountId: string;
  readonly shipmentId: string | null;
  readonly state: string;
  readonly ownerId: string | null;
  /** What this step made another, by the names of the history. Missing at openings and in older events. */
  readonly changed?: readonly string[];
}

/**
 * What was said to the other side by a step of an item, carried as `said` beside its facts: by a message, or by the item's
 * own first words. Null where nothing was: of notes among the staff, of drafts and of what the product writes by itself.
 * Missing in events from before the 28th of November 2026, which tell of a message by `messageId` alone.
 */
export interface Said {
  readonly by: 'CUSTOMER' | 'CONSIGNEE' | 'STAFF';
  /** Who spoke; null where one of the staff wrote it down without a name. */
  readonly name: string | null;
  /** PORTAL, TRACKING_PAGE, PHONE, EMAIL, VISIT, LETTER, EDI or API. */
  readonly way: string;
  /** The beginning, 240 characters at most. */
  readonly excerpt: string;
  /** True for the first words of the item. */
  readonly first: boolean;
}

/** Carried by `case.<verb>.v1` beside the facts of every item: what sort of question it is. */
export interface CaseFacts extends ServiceFacts {
  /** COMPLAINT, INQUIRY or SUGGESTION. */
  readonly caseKind: string;
  readonly category: string;
}

/** Carried by `claim.<verb>.v1` beside the facts of every item: what a document about this step has to say. */
export interface ClaimFacts extends ServiceFacts {
  /** How it came, where not through the portal: `EDI:<message>`. */
  readonly source: string | null;
  /** The claimant's own number. */
  readonly reference: string | null;
  /** True when the claim itself came into another state, or got another offer, by this step. */
  readonly moved: boolean;
  /** ISO 4217, of the claim. */
  readonly currency: string;
  /** Minor units of the currency of the claim. */
  readonly offeredMinor: number | null;
  readonly paidMinor: number | null;
  /** X12 element 548. */
  readonly decisionCode: string | null;
  readonly paymentReference: string | null;
  /** SCAC of the carrier from whom we claimed by this very step: for the staff only. */
  readonly claimedFrom: string | null;
  /** What came back from the carrier by this very step, and in all until then: for the staff only. Missing in older events. */
  readonly recovered?: { readonly byStepMinor: number; readonly inAllMinor: number } | null;
  /** What is claimed for: LOSS, DAMAGE, SHORTAGE, DELAY, CONCEALED_DAMAGE, OVERCHARGE. Missing in older events. */
  readonly causes?: readonly string[];
}

/** A clock of an item has come near its deadline, nearer, or past it. Carried beside the facts of the item. */
export interface ClockFacts extends ServiceFacts {
  readonly clockId: string;
  /** Of a claim only. */
  readonly legId: string | null;
  /** NOTICE, FILE, ACKNOWLEDGE, DECIDE, STATUS, SUE, RESPOND or RESOLVE. */
  readonly clockKind: string;
  /** Id of the regime that sets the time. */
  readonly regime: string;
  /** Epoch milliseconds. */
  readonly dueAt: number;
  /** Between the company and its carrier: for the staff only. */
  readonly internal: boolean;
}

/** `calendar.changed.v1`: a party works by other days from now on; subject is the version. */
export interface CalendarChanged {
  /** `house`, an account id, or `carrier:<SCAC>`. */
  readonly party: string;
  readonly version: number;
  readonly timeZone: string;
}
export const CALENDAR_CHANGED = 'calendar.changed.v1';
/** `review.changed.v1`: closed work was drawn for review, judged or followed up; subject is the review. Among the staff. */
export const REVIEW_CHANGED = 'review.changed.v1';
/** Where the review stands. */
export interface ReviewChanged {
  readonly drawId: string;
  readonly state: string;
  readonly internal: true;
}
/** `conversation.read.v1`: somebody has read on; subject is the item. */
export const CONVERSATION_READ = 'conversation.read.v1';

/** `notification.made.v1` and `notification.read.v1`; subject is the member whose notifications they are. */
export interface NotificationTold {
  readonly memberId: string;
  /** Null when several were read at once. */
  readonly notificationId: string | null;
}
export const NOTIFICATION_MADE = 'notification.made.v1';
export const NOTIFICATION_READ = 'notification.read.v1';

/** Carried by `mail.queued.v1` and `mail.sent.v1`; subject is what the mail is about. */
export interface MailTold {
  readonly mailId: string;
}
export const MAIL_QUEUED = 'mail.queued.v1';
export const MAIL_SENT = 'mail.sent.v1';
/** `mail.failed.v1`: a mail was given up; subject is what it is about. */
export interface MailFailed extends MailTold {
  readonly itemKind: ServiceFacts['kind'];
  readonly itemId: string;
  readonly number: string;
  readonly reason: string;
}
export const MAIL_FAILED = 'mail.failed.v1';

/** A mail that came in was held, or one that was held was assigned or discarded; subject is the mail. Data: HeldMailTold. */
export const MAIL_HELD = 'held-mail.kept.v1';
export const MAIL_SETTLED = 'held-mail.settled.v1';
export interface HeldMailTold {
  readonly heldMailId: string;
  /** For the staff only. */
  readonly internal: true;
}

/** Somebody said how content they are; subject is the answer, seq its version. Data: SatisfactionAnswered. */
export const SATISFACTION_ANSWERED = 'satisfaction.answered.v1';
export interface SatisfactionAnswered {
  readonly answerId: string;
  /** CSAT: 1 to 5. NPS: 0 to 10. */
  readonly measure: 'CSAT' | 'NPS';
  readonly occasion: 'DELIVERY' | 'CASE' | 'CLAIM' | 'PERIOD';
  /** The shipment, case or claim; the account for a period. */
  readonly subjectId: string;
  readonly accountId: string;
  readonly shipmentId: string | null;
  readonly score: number;
  readonly channel: string;
  /** LATE, DAMAGE, SILENCE or BILLING, as the respondent says. */
  readonly cause: string | null;
  /** The case that a bad answer has opened. */
  readonly followUpId: string | null;
  /** Epoch milliseconds of the answer, where it is told again later; else it is given when it is told. */
  readonly answeredAt?: number;
}

/** Whoever answered was told what changed by it; subject is the answer. Data: SatisfactionChangeTold. */
export const SATISFACTION_CHANGE_TOLD = 'satisfaction.change-told.v1';
export interface SatisfactionChangeTold {
  readonly answerId: string;
  readonly accountId: string;
  readonly shipmentId: string | null;
  readonly followUpId: string | null;
}

/** `delivery.rated.v1`; subject is the rating. */
export interface DeliveryRated {
  readonly shipmentId: string;
  readonly accountId: string;
  readonly score: number;
}

/** A branch works other hours; subject is the day. Data: WorkCapacityChanged. */
export const WORK_CAPACITY_CHANGED = 'work-capacity.changed.v1';
/** Whose hours they are. */
export interface WorkCapacityChanged {
  readonly branch: string;
  /** YYYY-MM-DD, or MON to SUN. */
  readonly day: string;
}

/** An article of the knowledge base was written, published, retired or voted on; subject is the article. */
export const ARTICLE_CHANGED = 'article.changed.v1';
/** Which article it is. */
export interface ArticleChanged {
  readonly articleId: string;
  /** True where it was, and is, among the staff: nobody else hears of it. */
  readonly internal: boolean;
}

/** A defect was opened, taken a step further, or seen in other cases; subject is the defect. Among the staff. */
export const DEFECT_CHANGED = 'defect.changed.v1';
/** Which defect it is. */
export interface DefectChanged {
  readonly defectId: string;
  readonly state: string;
  /** Organization unit that keeps it. */
  readonly unitPath: string;
  readonly internal: true;
}

type ItemVerb = 'opened' | 'replied' | 'assigned' | 'state-changed' | 'approval-asked' | 'worked' | 'charged' | 'rated';
/**
 * Type names are `<kind>.<verb>.v1`: case.opened.v1, case.replied.v1, case.assigned.v1, case.state-changed.v1 … Only jobs
 * are worked on and rated, only jobs and returns are charged, and of claims alone a second person is asked to approve a
 * decision.
 */
export type ServiceEventType =
  | `${'case' | 'claim' | 'work-order' | 'return-order'}.${ItemVerb}.v1`
  | 'clock.reminded.v1'
  | 'clock.escalated.v1'
  | 'clock.missed.v1'
  | typeof CALENDAR_CHANGED
  | typeof REVIEW_CHANGED
  | 'claim.evidence-frozen.v1'
  | 'delivery.rated.v1'
  | typeof QUEUE_CHANGED;

/** The place of an item on the staff's desk has changed, or of something that another subgraph asks a person for. */
export const QUEUE_CHANGED = 'queue.changed.v1';
/** Where it lies now. */
export interface QueueChanged extends Omit<ServiceFacts, 'kind'> {
  /** A CLAIM_APPROVAL is a decision about a claim that waits for a second person. */
  readonly kind: ServiceFacts['kind'] | 'CLAIM_APPROVAL';
  readonly internal: true;
}

/** A pack of evidence was frozen. Data: ServiceFacts & EvidenceFrozen; subject is the claim. */
export const EVIDENCE_FROZEN = 'claim.evidence-frozen.v1';

/** Which pack it was, and the seal that it got. */
export interface EvidenceFrozen {
  readonly packId: string;
  /** 0 for the pack of the filing, then the supplements. */
  readonly packNumber: number;
  readonly manifestSha256: string;
  readonly auditSha256: string;
}

/** What a piece of evidence is. */
export type EvidenceKind =
  | 'CLAIM'
  | 'CLAIM_LINE'
  | 'SHIPMENT'
  | 'GOODS'
  | 'CONTRACT_CLAUSE'
  | 'MILESTONE'
  | 'TEMPERATURE'
  | 'SEAL'
  | 'SCAN'
  | 'EXCEPTION'
  | 'INSTRUCTION'
  | 'MESSAGE'
  | 'BOL'
  | 'POD'
  | 'PHOTO'
  | 'DOCUMENT'
  | 'ATTACHMENT';

/** One item as the manifest lists it. */
export interface ManifestItem {
  /** From 1, in the order of the pack. */
  readonly position: number;
  readonly kind: EvidenceKind;
  /** Id of what it is about, in the service that holds it. */
  readonly ref: string;
  /** In a few words, for the list. */
  readonly title: string;
  /** ISO 8601 in UTC, and the zone of the place where it happened. */
  readonly at: string;
  readonly timeZone: string;
  /** Who said or made it; null where that was not told. */
  readonly who: string | null;
  /** By which way it came, such as carrier, edi, portal. */
  readonly source: string;
  /** Its name in the ZIP. */
  readonly path: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** Hex SHA-256 of the stored bytes of a file, or of the canonical JSON of anything else. */
  readonly sha256: string;
  /** FILE: bytes of the file store under their hash. TEXT: canonical JSON that the pack itself holds. */
  readonly stored: 'TEXT' | 'FILE';
}

/** What is frozen: `manifest.json` of the ZIP is the canonical JSON (RFC 8785) of this, and its hash is in the audit log. */
export interface EvidenceManifest {
  readonly format: 'quayside-evidence/1';
  readonly pack: {
    readonly id: string;
    readonly number: number;
    readonly claimId: string;
    readonly claimNumber: string;
    readonly accountId: string;
    readonly shipmentId: string;
    /** Nothing that was recorded later is in the pack. */
    readonly asOf: string;
    readonly frozenAt: string;
  };
  /** Hash of the manifest of the pack before it; null for the pack of the filing. */
  readonly previousManifestSha256: string | null;
  /** Hash of the last record of the account's audit log before the pack was frozen. */
  readonly auditPreviousSha256: string;
  readonly items: readonly ManifestItem[];
}
