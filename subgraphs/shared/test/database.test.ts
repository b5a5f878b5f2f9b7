import { describe, expect, it } from 'vitest';
import { Database } from '../src/db/database.ts';
import { CreateSequence1767225600003, nextNumber, sequenceTable } from '../src/db/sequence.ts';
import { eachDatabase } from '../src/testing/databases.ts';

eachDatabase((engine) => {
  describe('a transaction', () => {
    it('that another process has overtaken is done again', async () => {
      const options = {
        url: await engine.freshUrl(),
        tables: [sequenceTable],
        migrations: [CreateSequence1767225600003],
      };
      const [one, other] = [await Database.open(options), await Database.open(options)];
      let attempts = 0;
      const number = await one.write(async (em) => {
        await em.query('SELECT * FROM sequence');
        if (++attempts === 1) await other.write((theirs) => nextNumber(theirs, 'orders'));
        return nextNumber(em, 'orders');
      });
      expect(number).toBe(2);
      await one.close();
      await other.close();
    });
  });
});
