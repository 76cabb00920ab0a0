import assert from 'node:assert/strict';
import { waitingId, sayYes } from './harness/confirming.js';
import { scene, scenes } from './harness/scene.js';
import { Node } from './harness/node.js';
import { until } from './harness/until.js';
import { NO_NODE, refusal } from './harness/watch.js';

const CONFIRMED = refusal(403, '/api/');

/** Goes through the backup to the words, and gives them. */
async function showWords(desk) {
  const { page } = desk;
  await desk.nav('wallet');
  await desk.button('wallet_backup_start').first().click();
  await desk.button('wallet_backup_show').click();
  await sayYes(desk);
  await desk.heading('wallet_backup_words_title').waitFor();
  const list = page.getByRole('list', { name: desk.m('wallet_backup_words_list') });
  assert.equal(await list.getByText(desk.m('wallet_backup_word_hidden'), { exact: true }).count(), 24, 'the words are hidden at first');
  assert.ok(await desk.button('wallet_backup_written').isDisabled(), 'who has not seen the words cannot have written them');
  await desk.button('wallet_backup_reveal').click();
  const words = (await list.locator('[lang=en]').allTextContents()).map((word) => word.trim());
  assert.equal(words.length, 24);
  for (const word of words) assert.match(word, /^[a-z]{3,8}$/);
  return words;
}

const restored = { limit: 300_000 };

scenes('backup, its check, and the restore of the same words', restored, async (desk) => {
  const { page, node } = desk;
  desk.watch.expect(CONFIRMED, NO_NODE, refusal(401, '/api/'), refusal(503, '/api/'));
  const { address } = await node.api('/api/wallet');
  const words = await showWords(desk);

  // A wrong word is told by its number; the right ones end it.
  await desk.button('wallet_backup_written').click();
  await desk.heading('wallet_backup_check_title').waitFor();
  const fields = page.locator('main form input');
  assert.equal(await fields.count(), 3);
  const number = async (field) => Number(/\d+/.exec(await field.evaluate((input) => input.labels[0].textContent))[0]);
  await fields.nth(0).fill('zebra zebra');
  await fields.nth(1).fill(words[(await number(fields.nth(1))) - 1]);
  await fields.nth(2).fill(` ${words[(await number(fields.nth(2))) - 1].toUpperCase()} `);
  await desk.button('wallet_backup_check').click();
  await page.getByRole('alert').filter({ hasText: desk.m('wallet_backup_word_wrong', { number: await number(fields.nth(0)) }) }).waitFor();
  await fields.nth(0).fill(words[(await number(fields.nth(0))) - 1]);
  await desk.button('wallet_backup_check').click();
  await desk.heading('wallet_backup_finished_title').waitFor();
  const kept = await page.evaluate((word) => document.documentElement.outerHTML.includes(word), words.slice(0, 3).join(' '));
  assert.equal(kept, false, 'the words are no longer in the page');
  assert.equal((await node.api('/api/wallet')).backed_up, true);
  await desk.button('wallet_back').click();
  await desk.text('wallet_backup_done').waitFor();

  // The same words, restored: the home that was here is set aside whole, and the address is the same.
  await node.publish({ path: 'before.md', text: 'This was here before the restore, and it is set aside with the rest of it.' });
  await desk.button('wallet_restore_link').click();
  const field = desk.field('wallet_restore_words');
  await field.fill(words.slice(0, 23).join(' '));
  assert.ok(await desk.button('wallet_restore_go').isDisabled(), '23 words are no list');
  await field.fill(words.join('  '));
  await desk.button('wallet_restore_go').click();
  await page.getByRole('dialog').getByRole('button', { name: desk.m('wallet_restore_confirm') }).click();
  await sayYes(desk);
  await desk.heading('wallet_restore_finished_title').waitFor();
  const folder = (await page.locator('main bdi.hash').first().textContent()).trim();
  assert.ok(folder.startsWith('/') && node.has(folder), `the folder that is named is there: ${folder}`);
  await desk.button('wallet_back').click();
  await page.getByText(address.slice(0, 4), { exact: true }).first().waitFor();
  assert.equal((await node.api('/api/wallet')).address, address);
  assert.equal((await node.api('/api/works')).works.length, 0);
});

scene('words that are not a wallet’s are refused, and nothing is set aside', {}, async (desk) => {
  desk.watch.expect(CONFIRMED, refusal(400, '/api/wallet/restore'));
  await desk.nav('wallet');
  const { address } = await desk.node.api('/api/wallet');
  await desk.button('wallet_restore_link').click();
  await desk.field('wallet_restore_words').fill(Array.from({ length: 24 }, () => 'zoo').join(' '));
  await desk.button('wallet_restore_go').click();
  await desk.page.getByRole('dialog').getByRole('button', { name: desk.m('wallet_restore_confirm') }).click();
  const refused = desk.page.locator('main [role=alert]:visible').first();
  const asked = desk.page.getByRole('dialog', { name: desk.m('confirm_title') });
  await refused.or(asked).first().waitFor();
  // Whether it is refused before or after the person's word, it is refused.
  if (await asked.isVisible()) await sayYes(desk);
  await refused.waitFor();
  assert.equal((await desk.node.api('/api/wallet')).address, address);
});

scene('a confirmation that is cancelled shows no words', {}, async (desk) => {
  desk.watch.expect(CONFIRMED);
  await desk.nav('wallet');
  await desk.button('wallet_backup_start').first().click();
  await desk.button('wallet_backup_show').click();
  await waitingId(desk);
  await desk.page.getByRole('dialog').getByRole('button', { name: desk.m('common_cancel') }).click();
  await desk.button('wallet_backup_show').waitFor();
  assert.equal(await desk.page.getByRole('dialog').count(), 0);
});

/** Fills the form for sending and goes on to the review. */
async function review(desk, to, amount) {
  await desk.field('wallet_send_to').fill(to);
  await desk.field('wallet_send_amount').fill(amount);
  await desk.button('wallet_send_review').click();
  await desk.heading('wallet_review_title').waitFor();
}

async function receiver(use) {
  const other = await Node.start();
  try {
    await use((await other.api('/api/accounts')).accounts[0].address);
  } finally {
    await other.end();
  }
}

scenes('sending to another node’s address, and to one that is mistyped', {}, (desk) =>
  receiver(async (address) => {
    const { page, node } = desk;
    desk.watch.expect(refusal(400, '/api/addresses/'));
    await desk.nav('wallet');
    const before = await node.api('/api/wallet');

    // One character is wrong: the page says so and does not go on.
    const wrong = address.slice(0, -1) + (address.endsWith('q') ? 'p' : 'q');
    await desk.field('wallet_send_to').fill(wrong);
    await desk.field('wallet_send_amount').fill('2.5');
    await desk.button('wallet_send_review').click();
    await page.locator('main form [role=alert]:visible').first().waitFor();
    assert.equal(await desk.heading('wallet_review_title').count(), 0);
    assert.equal(await desk.field('wallet_send_to').getAttribute('aria-invalid'), 'true');

    await review(desk, address, '2.5');
    await page.getByRole('img', { name: address }).first().waitFor();
    await desk.button('wallet_review_sign').click();
    await desk.heading('wallet_sent_title').or(desk.heading('wallet_sent_title_address')).first().waitFor();
    const after = await node.api('/api/wallet');
    assert.equal(Number(before.balance) - Number(after.balance), 2.5);
    await page.locator('table').getByText(desk.m('wallet_kind_transfer_out')).first().waitFor();

    // Kept in the address book from here.
    await desk.button('wallet_sent_keep').click();
    await desk.field('wallet_contact_name').fill('Another machine');
    await desk.button('wallet_contact_save').click();
    await desk.text('wallet_contact_kept', { name: 'Another machine' }).waitFor();
    assert.deepEqual((await node.api('/api/contacts')).contacts, [{ name: 'Another machine', address }]);
  }));

scene('amounts that cannot be sent are told before anything is signed', {}, (desk) =>
  receiver(async (address) => {
    await desk.nav('wallet');
    await desk.field('wallet_send_to').fill(address);
    for (const [amount, message] of [
      ['', 'wallet_amount_missing'],
      ['0', 'wallet_amount_zero'],
      ['1,5', 'wallet_amount_shape'],
      ['0.1234567', 'wallet_amount_places'],
      ['999999999999', 'wallet_amount_above'],
    ]) {
      await desk.field('wallet_send_amount').fill(amount);
      await desk.button('wallet_send_review').click();
      const alert = desk.page.locator('main form [role=alert]:visible');
      await until(async () => (await alert.count()) > 0, `a refusal of “${amount}”`);
      const said = await alert.first().textContent();
      if (message !== 'wallet_amount_above') assert.match(said, desk.like(message), `“${amount}”`);
      assert.equal(await desk.heading('wallet_review_title').count(), 0);
    }
  }));

scenes('above the daily cap a person is asked, and it works once', {}, (desk) =>
  receiver(async (address) => {
    const { node, page } = desk;
    desk.watch.expect(CONFIRMED);
    await node.api('/api/settings', { method: 'PUT', body: { daily_cap: '1' } });
    await desk.nav('wallet');
    const before = await node.api('/api/wallet');
    await review(desk, address, '1.5');
    await desk.button('wallet_review_sign').click();
    const dialog = page.getByRole('dialog', { name: desk.m('confirm_title') });
    await dialog.getByText(/1\.5/).waitFor();
    assert.equal((await node.api('/api/wallet')).balance, before.balance, 'nothing was sent before the person said yes');
    const id = await sayYes(desk);
    await desk.heading('wallet_sent_title').or(desk.heading('wallet_sent_title_address')).first().waitFor();
    const after = await node.api('/api/wallet');
    assert.equal(Number(before.balance) - Number(after.balance), 1.5);

    // The same confirmation does not send again.
    const token = new URL(node.open).hash.replace('#token=', '');
    const again = await fetch(`${node.url}/api/wallet/send`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'byline-confirmation': id },
      body: JSON.stringify({ to: address, amount: '1.5', account: after.account }),
    });
    assert.equal(again.ok, false, 'a confirmation is used once');
    assert.equal((await node.api('/api/wallet')).balance, after.balance);
  }));

scene('the daily cap: lowering works at once, raising asks a person', {}, async (desk) => {
  desk.watch.expect(CONFIRMED);
  await desk.nav('settings');
  await desk.field('settings_cap_field').fill('3');
  await desk.button('settings_cap_save').click();
  await until(async () => Number((await desk.node.api('/api/settings')).daily_cap) === 3, 'the cap is lower');
  await desk.field('settings_cap_field').fill('4.5');
  await desk.button('settings_cap_save').click();
  await sayYes(desk);
  await until(async () => Number((await desk.node.api('/api/settings')).daily_cap) === 4.5, 'the cap is higher');
});

scenes('the address book: add, edit, send to, remove', {}, (desk) =>
  receiver(async (address) => {
    const { node, page } = desk;
    desk.watch.expect(refusal(400, '/api/addresses/'));
    await desk.nav('wallet');
    await desk.button('wallet_contact_add').click();
    await desk.field('wallet_contact_name').fill('Ilse');
    await desk.field('wallet_contact_address').fill('byl1nonsense');
    await desk.button('wallet_contact_save').click();
    await page.locator('main [role=alert]:visible').first().waitFor();
    await desk.field('wallet_contact_address').fill(address);
    await desk.button('wallet_contact_save').click();
    await desk.text('wallet_contact_kept', { name: 'Ilse' }).waitFor();

    await desk.button('wallet_contact_edit_of', { name: 'Ilse' }).click();
    await desk.field('wallet_contact_name').fill('Ilse Brandt');
    await desk.button('wallet_contact_save').click();
    await desk.text('wallet_contact_kept', { name: 'Ilse Brandt' }).waitFor();
    assert.deepEqual((await node.api('/api/contacts')).contacts, [{ name: 'Ilse Brandt', address }]);

    await desk.button('wallet_contact_send_to', { name: 'Ilse Brandt' }).click();
    await until(async () => (await desk.field('wallet_send_to').inputValue()) === address, 'the address is in the form');
    await desk.field('wallet_send_amount').fill('1');
    await desk.button('wallet_send_review').click();
    await page.getByRole('img', { name: address }).first().waitFor();
    await desk.button('wallet_review_sign').click();
    await desk.heading('wallet_sent_title').or(desk.heading('wallet_sent_title_address')).first().waitFor();

    await desk.button('wallet_contact_remove_of', { name: 'Ilse Brandt' }).click();
    await page.getByRole('dialog').getByRole('button', { name: desk.m('wallet_contact_remove') }).click();
    await desk.text('wallet_contact_removed', { name: 'Ilse Brandt' }).waitFor();
    assert.deepEqual((await node.api('/api/contacts')).contacts, []);
  }));

scene('a new account, another name for it, and a change between accounts', {}, async (desk) => {
  const { node, page } = desk;
  await desk.nav('wallet');
  const [{ account: first }] = (await node.api('/api/accounts')).accounts;
  await desk.button('wallet_account_new').click();
  await desk.field('wallet_account_name').fill('Second');
  await desk.button('wallet_account_create').click();
  await desk.text('wallet_account_made', { name: 'Second' }).waitFor();
  await desk.button('wallet_account_rename_of', { name: 'Second' }).click();
  await desk.field('wallet_account_name').fill('Maren Holtgrewe');
  await desk.button('wallet_account_save').click();
  await desk.text('wallet_account_renamed', { name: 'Maren Holtgrewe' }).waitFor();
  const names = (await node.api('/api/accounts')).accounts.map(({ account }) => account);
  assert.deepEqual(names, [first, 'Maren Holtgrewe']);
  await page.getByRole('button', { name: desk.m('wallet_account_choose') }).filter({ hasText: first }).click();
  await until(async () => /10[, ]?000|[1-9]/.test(await page.locator('h1').textContent()), 'the first account is shown');
});
