import { AxeBuilder } from '@axe-core/playwright';
import type { WebSocketRoute } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startCuttingProxy } from '../testing/cutting-proxy.ts';
import { ConsigneeScene, untilLive } from './consignee.ts';

const QUEUE = `{ queue { nodes { id title shipment { id } } } }`;
const CASE = `query($id: ID!) { case(id: $id) { number description messages { attachments { url mediaType fileName } } } }`;
const REPLY = `mutation($id: ID!, $body: String!) { replyToCase(input: { id: $id, body: $body }) { __typename } }`;

let scene: ConsigneeScene;
beforeAll(async () => {
  scene = await ConsigneeScene.open();
});
afterEach(() => scene.closePhones());
afterAll(() => scene.close());

describe('the tracking page in a browser', () => {
  it.each([
    ['en-US', 'On the way'],
    ['zh-CN', '运输途中'],
    ['zh-TW', '運送途中'],
  ])('says the same with and without script in %s', async (locale, words) => {
    const delivery = await scene.deliver();
    const written = await scene.openLink(delivery, { locale, javaScriptEnabled: false });
    const alive = await scene.openLink(delivery, { locale, viewport: { width: 320, height: 700 } });
    const read = (phone: typeof alive) => phone.page.locator('#page').innerText();
    expect(await read(written)).toContain(words);
    expect(await read(alive)).toBe(await read(written));
    expect(alive.errors).toEqual([]);
    expect(await alive.page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });

  it('moves without a reload when something happens', async () => {
    const delivery = await scene.deliver();
    const { page } = await scene.openLink(delivery);
    let loads = 0;
    page.on('load', () => {
      loads++;
    });
    await scene.report(delivery, 'X6', { place: 'Cairo, IL' });
    await page.locator('.timeline li', { hasText: 'Cairo, IL' }).waitFor();
    await scene.report(delivery, 'D1', { stop: 2 });
    await page.locator('[role=status]', { hasText: 'Delivered' }).waitFor();
    expect(loads).toBe(0);
  });

  it('misses nothing while its socket was cut', async () => {
    const delivery = await scene.deliver();
    const { page } = await scene.openLink(delivery, { serviceWorkers: 'block' });
    const sockets: WebSocketRoute[] = [];
    let blocked = false;
    await page.routeWebSocket(/graphql/, (socket) => {
      if (blocked) return void socket.close({ code: 1012 });
      sockets.push(socket);
      socket.connectToServer();
    });
    await page.reload();
    await untilLive(page);
    blocked = true;
    for (const socket of sockets) await socket.close({ code: 1012 });
    await page.getByText('Reconnecting').waitFor({ timeout: 1_000 });
    await scene.report(delivery, 'X4', { place: 'Effingham, IL' });
    await scene.report(delivery, 'P1', { place: 'Effingham, IL' });
    blocked = false;
    await page.locator('.timeline li', { hasText: 'Departed terminal' }).waitFor({ timeout: 10_000 });
    expect(await page.locator('.timeline li', { hasText: 'Effingham' }).count()).toBe(2);
    await page.getByText('Reconnecting').waitFor({ state: 'detached' });
  });

  it('dies within five seconds of its revocation', async () => {
    const delivery = await scene.deliver();
    const { page } = await scene.openLink(delivery);
    await scene.revoke(delivery);
    await page.getByText('This link has ended').waitFor({ timeout: 5_000 });
    await scene.report(delivery, 'X6', { place: 'Nowhere' });
    const again = await page.reload();
    expect(again?.status()).toBe(410);
    expect(await page.textContent('h1')).toBe('This link has ended');
    expect(await page.textContent('body')).not.toContain('Nowhere');
  });

  it.each(['light', 'dark'] as const)('is accessible in %s with everything unfolded', async (colorScheme) => {
    const delivery = await scene.deliver();
    await scene.report(delivery, 'D1', { stop: 2 });
    await scene.stage.quayside.settle();
    const { page } = await scene.openLink(delivery, { colorScheme });
    for (const summary of await page.locator('.action > summary').all()) await summary.click();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
});

describe('a consignee', () => {
  it('reports damage with a photo in three taps', async () => {
    const delivery = await scene.deliver();
    const { page, errors } = await scene.openLink(delivery, { isMobile: true, hasTouch: true });
    await page.getByText('Report damage').tap();
    await page.getByLabel('What is damaged?').fill('The corner is crushed.');
    await page
      .getByLabel('Add photo')
      .setInputFiles({ name: '照片.png', mimeType: 'image/png', buffer: await aPhoto(page) });
    await page.getByText('Photo sent').waitFor();
    await page.locator('.action[open] button[type=submit]').tap();
    await page.getByText('Reported as CS-').waitFor();
    expect(errors).toEqual([]);

    const staff = await scene.stage.signInOperator();
    const { queue } = await staff.ask<{ queue: { nodes: { id: string; shipment: { id: string } | null }[] } }>(QUEUE);
    const id = queue.nodes.find(({ shipment }) => shipment?.id === delivery.id)?.id;
    const found = await staff.ask<{ case: ReportedCase }>(CASE, { id });
    expect(found.case.description).toBe('The corner is crushed.');
    const [photo] = found.case.messages.flatMap(({ attachments }) => attachments);
    expect(photo).toMatchObject({ fileName: '照片.jpg', mediaType: 'image/jpeg' });
    expect(await page.textContent('.action[open] .sent')).toContain(found.case.number);

    const file = await fetch(`${scene.stage.quayside.url}${photo?.url}`, {
      headers: { authorization: `Bearer ${scene.actor.key}` },
    });
    expect(widthOfJpeg(Buffer.from(await file.arrayBuffer()))).toBe(2048);
    await staff.ask(REPLY, { id, body: 'Keep the box, please.' });
    await page.getByText('New answer').waitFor();
    await page.getByText('Questions and answers').tap();
    await page.locator('.message', { hasText: 'Keep the box, please.' }).waitFor();
    await expect.poll(() => page.getByText('New answer').count()).toBe(0);
    await page.reload();
    await page.getByText('Report damage').tap();
    await page.locator('.sent', { hasText: found.case.number }).waitFor();
  });

  it('tries a photo again after the network failed', async () => {
    const { page } = await scene.openLink(await scene.deliver());
    await page.getByText('Report damage').click();
    await page.route('**/files', (route) => route.abort());
    await page
      .getByLabel('Add photo')
      .setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: await aPhoto(page) });
    await page.getByText('Photo not sent').waitFor();
    await page.unroute('**/files');
    await page.getByText('Try again').click();
    await page.getByText('Photo sent').waitFor();
  });

  it('says what to do about a file that is no photo', async () => {
    const { page } = await scene.openLink(await scene.deliver());
    await page.getByText('Report damage').click();
    const disguised = { name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('<svg onload="alert(1)"/>') };
    await page.getByLabel('Add photo').setInputFiles(disguised);
    await page.getByText('choose a JPEG, PNG, WebP or HEIC picture').waitFor();
    expect(await page.getByText('Try again').count()).toBe(0);
    await page.getByText('Remove photo').click();
    await expect.poll(() => page.locator('.photo').count()).toBe(0);
  });

  it('sends a large photo over a line that breaks', async () => {
    const line = await startCuttingProxy(scene.stage.quayside.url, 700_000, 1);
    const delivery = await scene.deliver();
    const { page } = await scene.openLink(delivery);
    await page.goto(`${line.url}${new URL(page.url()).pathname}`);
    await page.getByText('Report damage').click();
    // No browser of this kind draws it, so it is sent as it is.
    const buffer = Buffer.concat([Buffer.from('\0\0\0\x10ftypheic', 'latin1'), Buffer.alloc(3_000_000, 1)]);
    await page.getByLabel('Add photo').setInputFiles({ name: 'a.heic', mimeType: 'image/heic', buffer });
    await page.getByText('Photo sent').waitFor();
    expect(line.cuts()).toBe(1);
    await line.stop();
  });

  it('finds its instructions again on another phone', async () => {
    const delivery = await scene.deliver();
    const { page } = await scene.openLink(delivery);
    await page.getByText('Delivery instructions').click();
    await page.getByLabel('What should the driver know?').fill('Gate code 1187');
    await page.locator('.action[open] button[type=submit]').click();
    await page.locator('q', { hasText: 'Gate code 1187' }).waitFor();
    const other = await scene.openLink(delivery, { javaScriptEnabled: false });
    await other.page.getByText('Delivery instructions').click();
    await other.page.locator('q', { hasText: 'Gate code 1187' }).waitFor({ state: 'visible' });
  });

  it('rates what was delivered, and may change its mind', async () => {
    const delivery = await scene.deliver();
    const { page } = await scene.openLink(delivery);
    await scene.report(delivery, 'D1', { stop: 2 });
    await scene.stage.quayside.settle();
    await page.getByText('Rate the delivery').click();
    for (const stars of [2, 5]) {
      // What was sent stands there as a receipt.
      if (stars === 5) await page.locator('.action[open]').getByRole('button', { name: 'Change' }).click();
      await page
        .locator('.stars label')
        .nth(stars - 1)
        .click();
      await page.locator('.action[open] button[type=submit]').click();
      await page.locator('p.sent', { hasText: '★'.repeat(stars) + '☆'.repeat(5 - stars) }).waitFor();
    }
    await page.reload();
    await page.getByText('Rate the delivery').click();
    await page.locator('p.sent', { hasText: '★★★★★' }).waitFor();
  });
});

interface ReportedCase {
  readonly number: string;
  readonly description: string;
  readonly messages: { readonly attachments: { url: string; mediaType: string; fileName: string }[] }[];
}

/** A picture larger than what is sent, as a phone would take it. */
async function aPhoto(page: ConsigneePage): Promise<Buffer> {
  const address = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    canvas.width = 3000;
    canvas.height = 2000;
    const pen = canvas.getContext('2d');
    for (let i = 0; pen && i < 200; i++) {
      pen.fillStyle = `hsl(${i} 80% 50%)`;
      pen.fillRect((i * 613) % 3000, (i * 211) % 2000, 300, 300);
    }
    return canvas.toDataURL('image/png');
  });
  return Buffer.from(address.slice(address.indexOf(',') + 1), 'base64');
}
type ConsigneePage = Awaited<ReturnType<ConsigneeScene['openLink']>>['page'];

/** From the start-of-frame segment. */
function widthOfJpeg(bytes: Buffer): number {
  let at = 2;
  while (bytes[at + 1] !== 0xc0 && bytes[at + 1] !== 0xc2) at += 2 + bytes.readUInt16BE(at + 2);
  return bytes.readUInt16BE(at + 7);
}
