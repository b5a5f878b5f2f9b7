import { describe, expect, it } from 'vitest';
import { Database, isDuplicateKey } from '../src/db/database.ts';
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

    it('that was not the first with a key is done again, once', async () => {
      const options = {
        url: await engine.freshUrl(),
        tables: [sequenceTable],
        migrations: [CreateSequence1767225600003],
      };
      const [one, other] = [await Database.open(options), await Database.open(options)];
      const keepOnce = (db: Database, meanwhile: () => Promise<unknown>) =>
        db.write(async (em) => {
          const known = await em.getRepository(sequenceTable).findOneBy({ id: 'once' });
          if (known) return known.value;
          await meanwhile();
          await em.getRepository(sequenceTable).insert({ id: 'once', value: db === one ? 1 : 2 });
          return db === one ? 1 : 2;
        });
      expect(await keepOnce(one, () => keepOnce(other, async () => {}))).toBe(2);
      let attempts = 0;
      const twice = one.write(async (em) => {
        attempts++;
        await em.getRepository(sequenceTable).insert({ id: 'once', value: 3 });
      });
      await expect(twice).rejects.toSatisfy(isDuplicateKey);
      expect(attempts).toBeLessThanOrEqual(2);
      await one.close();
      await other.close();
    });
  });
});
