import { selectRows } from '@quayside/shared/db/sql';
import type { EntityManager } from 'typeorm';
import type { Touch } from './touch.ts';
import type { Names, Side, Words } from './words.ts';

interface MemberName {
  readonly id: string;
  readonly name: string;
  readonly account: string | null;
}
interface AccountName {
  readonly id: string;
  readonly name: string;
  readonly manager: string | null;
  readonly branch: string | null;
}
interface Speaker {
  readonly thread: string;
  readonly speaker: string;
}

/** The names of some conversations, which grow while their words are gone through. */
export interface NameBook {
  readonly of: (accountId: string) => Names;
  readonly heard: (touch: Touch) => void;
}

const unique = (ids: readonly (string | null)[]): string[] => [...new Set(ids.filter((id) => id !== null))];

/** Everybody whom these words name by id, and who has spoken before in their conversations. */
export async function loadNames(em: EntityManager, heard: readonly Words[]): Promise<NameBook> {
  const ids = unique(heard.flatMap(({ actorId, ownerId }) => [actorId, ownerId]));
  const people = new Map(
    (
      await selectRows<MemberName>(
        em,
        'SELECT m.id, m.name, m.account_id AS account FROM member m WHERE m.id IN :ids',
        {
          ids,
        },
      )
    ).map((member) => [member.id, member]),
  );
  const accounts = new Map(
    (
      await selectRows<AccountName>(
        em,
        `SELECT a.id, a.name, m.name AS manager, u.name AS branch FROM account a
         LEFT JOIN member m ON m.id = a.account_manager_id LEFT JOIN org_unit u ON u.id = a.branch_id
         WHERE a.id IN :accounts`,
        { accounts: unique(heard.map(({ accountId }) => accountId)) },
      )
    ).map((account) => [account.id, account]),
  );
  const said = await selectRows<Speaker>(
    em,
    `SELECT t.thread_id AS thread, t.their_side AS speaker FROM customer_touch t
     WHERE t.thread_id IN :threads AND t.direction = 'FROM_THEM' ORDER BY t.held_at, t.id`,
    { threads: unique(heard.map(({ thread }) => thread.id)) },
  );
  const speakers = new Map(said.map(({ thread, speaker }) => [thread, speaker]));
  // Who is no member is a key of the customer or the holder of a tracking link: the product itself has spoken nowhere.
  const sideOf = ({ actorId }: Words): Side => {
    const member = people.get(actorId ?? '');
    return member && member.account === null ? 'OURS' : 'THEIRS';
  };
  return {
    of: (accountId) => {
      const { name = accountId, manager = null, branch = null } = accounts.get(accountId) ?? {};
      return {
        sideOf,
        ours: (memberId) => people.get(memberId ?? '')?.name ?? null,
        spokeLast: (threadId) => speakers.get(threadId) ?? null,
        account: { name, ours: manager ?? branch ?? '' },
      };
    },
    heard: ({ direction, threadId, theirSide }) => {
      if (threadId && direction === 'FROM_THEM') speakers.set(threadId, theirSide);
    },
  };
}
