import { type Viewer } from '@quayside/shared/identity';
import { TestClock } from '@quayside/shared/testing/clock';
import type { TestEngine } from '@quayside/shared/testing/databases';
import { type Quayside } from '../src/quayside.ts';
import type { Answer } from './edge.ts';
/** A JPEG of one grey pixel and some bytes of its own, so that two photos differ. */
export declare const jpeg: (mark: string) => Buffer;
export declare const sha256: (bytes: Uint8Array | string) => string;
/** The whole product on fresh stores, with an account, its shipment, and the ways in. */
export interface EvidenceWorld {
    readonly clock: TestClock;
    readonly home: string;
    readonly accountId: string;
    readonly otherAccountId: string;
    readonly shipmentId: string;
    quayside(): Quayside;
    /** Ends the process and starts another one on the same stores. */
    restart(): Promise<void>;
    /** Runs a mutation with one input that must succeed. */
    make(name: string, input: object, type: string, fields: string, viewer?: Viewer): Promise<Answer>;
    ask(query: string, variables: Record<string, unknown>, viewer?: Viewer): Promise<Answer>;
    fetch(path: string, viewer: Viewer, init?: RequestInit): Promise<Response>;
    upload(bytes: Buffer, fileName: string, viewer: Viewer): Promise<string>;
    fact(code: string, change?: object): Promise<void>;
    attach(kind: string, fileId: string): Promise<void>;
    claim(change?: object, viewer?: Viewer): Promise<string>;
    /** The packs of a claim when none of them waits any more. */
    packs(claimId: string, viewer?: Viewer): Promise<Answer[]>;
}
export declare function openEvidenceWorld(engine: TestEngine): Promise<EvidenceWorld>;
