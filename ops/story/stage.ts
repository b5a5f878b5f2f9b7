import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Quayside, startQuayside } from '@quayside/gateway/quayside';
import { parseSettings } from '@quayside/shared/config';
import { openLog } from '@quayside/shared/log';
import { DemoGraph, inputMutation } from '../demo/demo-graph.ts';
import { ApiClient } from './client.ts';

const CREATE_UNIT = inputMutation('createOrgUnit', 'CreateOrgUnitInput', '... on OrgUnit { id }');
const OPEN_ACCOUNT = inputMutation('openAccount', 'OpenAccountInput', '... on Account { id }');
const SET_PARAMETER = inputMutation('setParameter', 'SetParameterInput', '... on ParameterSetting { id }');
const INVITE = inputMutation('inviteMember', 'InviteMemberInput', '... on Member { id }');
const CREATE_KEY = inputMutation('createApiKey', 'CreateApiKeyInput', '... on ApiKeyCreated { secret apiKey { id } }');
const ADD_PARTNER = inputMutation('addEdiPartner', 'AddEdiPartnerInput', '... on EdiPartner { id mailbox }');

/** A shipper with a key and a mailbox. */
export interface Actor {
  readonly partner: string;
  readonly accountId: string;
  readonly key: string;
  readonly mailbox: string;
}

/** The real product on an empty store of its own, and the customers that a story needs. */
export class Stage {
  readonly quayside: Quayside;
  readonly #home: string;
  #branchId: string | null = null;

  private constructor(quayside: Quayside, home: string) {
    this.quayside = quayside;
    this.#home = home;
  }

  static async open(): Promise<Stage> {
    const home = mkdtempSync(join(tmpdir(), 'quayside-story-'));
    const settings = parseSettings({ QUAYSIDE_HOME: home, PORT: '0', LOG_LEVEL: process.env['LOG_LEVEL'] });
    return new Stage(await startQuayside(settings, { log: openLog(settings.logLevel) }), home);
  }

  /** A person of the 3PL who runs the warehouse, signed in. */
  async signInOperator(): Promise<ApiClient> {
    const login = { email: 'operator@quayside.example', password: randomBytes(16).toString('base64url') };
    const input = { ...login, name: 'Story Operator', role: 'OPERATOR', orgUnitId: await this.#branch() };
    await this.#graph('customer').run(INVITE, { input });
    return ApiClient.signIn(this.quayside.url, login.email, login.password);
  }

  /** Opens an account whose EDI system sends with these ids. */
  async addActor(
    partner: string,
    ids: { sender: string; receiver: string; version: string },
    agreed: { outSets?: readonly string[]; acknowledgement?: string; profile?: Record<string, unknown> } = {},
  ): Promise<Actor> {
    const customer = this.#graph('customer');
    const account = await customer.run(OPEN_ACCOUNT, {
      input: {
        name: `${partner} Company`,
        kind: 'DISTRIBUTOR',
        region: 'US South',
        industry: 'Trade',
        branchId: await this.#branch(),
      },
    });
    const key = await customer.run(CREATE_KEY, {
      input: { accountId: account.id, name: 'Story', scopes: ['read', 'write', 'edi'] },
    });
    const input = {
      id: partner,
      accountId: account.id,
      name: partner,
      senderId: ids.sender,
      receiverId: ids.receiver,
      version: ids.version,
      outSets: ['997', '945', '990', '214'],
      ...agreed,
    };
    await this.#graph('edi').run(ADD_PARTNER, { input });
    await this.quayside.settle();
    return {
      partner,
      accountId: account.id,
      key: String(key['secret']),
      mailbox: join(this.#home, 'mailbox', partner),
    };
  }

  async close(): Promise<void> {
    await this.quayside.stop();
    rmSync(this.#home, { recursive: true, force: true });
  }

  async #branch(): Promise<string> {
    if (this.#branchId !== null) return this.#branchId;
    const input = { name: 'Story Branch', kind: 'GROUP', timeZone: 'America/Chicago' };
    const orgUnitId = (await this.#graph('customer').run(CREATE_UNIT, { input })).id;
    // The stories are of messages, not of contracts: this house works on spot prices.
    const spot = { name: 'UNCOVERED_ORDERS_WAIT', orgUnitId, value: 0, reason: 'Spot prices' };
    await this.#graph('customer').run(SET_PARAMETER, { input: spot });
    this.#branchId = orgUnitId;
    return orgUnitId;
  }

  #graph(name: 'customer' | 'edi'): DemoGraph {
    const subgraph = this.quayside.subgraphs[name];
    if (!subgraph) throw new Error(`the story needs the ${name} subgraph in this process`);
    return new DemoGraph(subgraph);
  }
}
