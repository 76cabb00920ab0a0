/** A walk through every screen and its main states, for whatever looks at each of them: axe, the ruler, the camera. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sayYes } from './confirming.js';
import { answered, ask, sources } from './doing.js';
import { newFolder } from './node.js';
import { STRANGER } from './texts.js';
import { refusal } from './watch.js';
import { until } from './until.js';

/** What the walk needs besides the works that are asked about. */
export async function prepareTour(node) {
  await node.api('/api/contacts/Ilse%20Brandt', { method: 'PUT', body: { address: STRANGER } });
  await node.api('/api/accounts', { method: 'POST', body: { name: 'Second desk' } });
}

/** The states of a node on which nothing has happened yet. */
export async function emptyTour(desk, look) {
  const { page } = desk;
  await desk.go('first-run');
  await look('first-run');
  await desk.go('ask');
  await desk.text('ask_empty').waitFor();
  await look('ask-empty');
  await desk.go('publish');
  await look('publish-empty');
  await desk.go('works');
  await desk.text('works_empty').waitFor();
  await look('works-empty');
  await desk.go('wallet');
  await page.getByRole('heading', { name: desk.m('wallet_history') }).waitFor();
  await look('wallet-empty');
  await desk.go('network');
  await look('network-empty');
  await desk.go('settings');
  await look('settings-empty');
}

/**
 * Every screen on a node with works. `subject` says what is asked, whose work is left out, and what finds nothing.
 *
 * @param {{ question: string, leave: string, nothing: string, text: string, title: string }} subject
 */
export async function fullTour(desk, look, subject) {
  await tourOfAsking(desk, look, subject);
  await tourOfPublishing(desk, look, subject);
  await tourOfWorks(desk, look, subject);
  await tourOfTheWallet(desk, look);
  await tourOfTheRest(desk, look);
  await tourOfTheFirstRun(desk, look, subject);
}

async function tourOfAsking(desk, look, { question, leave, nothing }) {
  const { page } = desk;
  await desk.go('ask');
  await desk.field('ask_question_label').fill(question);
  await until(async () => !(await page.getByText(desk.m('ask_price_looking')).count()), 'the price is known');
  await look('ask-written');
  await ask(desk, question);
  await until(async () => {
    const prices = await page.locator('aside [id^=again-]').allTextContents();
    return prices.length > 0 && prices.every((text) => text.trim() !== '');
  }, 'asking again has a price at every source');
  await look('ask-answered');
  await desk.button('ask_proof_check').click();
  await page.getByTestId('proof').getByText(desk.m('ask_proof_holds')).waitFor();
  await page.getByTestId('answer').locator('mark[data-source]').first().click();
  await look('ask-proof');
  await sources(desk).filter({ hasText: leave }).getByRole('button', { name: desk.m('ask_again') }).click();
  await desk.text('ask_left_out').waitFor();
  await answered(desk, question);
  await look('ask-without');
  await desk.go('ask');
  await desk.field('ask_question_label').fill(nothing);
  await desk.button('ask_go').click();
  await desk.text('ask_nothing').waitFor();
  await desk.quiet();
  await look('ask-nothing');
  await desk.go('ask');
  await page.getByRole('heading', { name: desk.m('ask_history') }).waitFor();
  await desk.quiet();
  await look('ask');
}

async function tourOfPublishing(desk, look, { text, title }) {
  const { page } = desk;
  await desk.go('publish');
  await desk.field('publish_title_field').fill(title);
  await desk.field('publish_text_field').fill(text);
  await page.getByRole('heading', { name: desk.like('publish_cut_into') }).waitFor();
  await page.getByRole('radio', { name: desk.m('publish_terms_paid') }).check();
  await desk.field('publish_price').fill('0.004');
  await desk.quiet();
  await look('publish-written');
  await desk.field('publish_price').fill('much');
  await desk.button('publish_sign').click();
  await page.locator('main [role=alert]:visible').first().waitFor();
  await look('publish-problem');
  await desk.field('publish_price').fill('0.004');
  await page.getByRole('tab', { name: desk.m('publish_tab_cut') }).click();
  await page.getByRole('tabpanel').locator('ol.cuts > li').first().waitFor();
  await desk.quiet();
  await look('publish-cut');
  await desk.button('publish_discard').click();
  await page.getByRole('dialog').first().waitFor();
  await look('publish-discarding');
  await page.keyboard.press('Escape');
  await desk.button('publish_sign').click();
  await desk.link('publish_read_it').waitFor();
  await look('publish-done');
  await desk.button('publish_another').click();
  const folder = newFolder();
  const files = { 'letters.md': `---\ntitle: Letters\nauthor: Jun Okafor\nlicence: paid\nprice: "0.002"\n---\n\n${text}\n`, 'notes.txt': 'A note about nothing in particular.\n', 'broken.txt': Buffer.from([0x41, 0xff, 0xfe, 0x42]), 'photo.png': 'x' };
  const paths = Object.entries(files).map(([name, content]) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  });
  await page.getByTestId('files').setInputFiles(paths);
  await desk.text('publish_files_refused').waitFor();
  await desk.quiet();
  await look('publish-files');
  await desk.button('publish_files_clear').click();
}

async function tourOfWorks(desk, look, { leave, title }) {
  const { page } = desk;
  await desk.go('works');
  await page.getByRole('link', { name: leave }).first().waitFor();
  await until(async () => !(await page.getByText(desk.m('works_loading')).count()), 'the works are read');
  await look('works');
  await page.getByRole('link', { name: leave }).first().click();
  await page.getByRole('heading', { name: desk.m('works_text') }).waitFor();
  await desk.quiet();
  await look('work');
  const table = desk.button('works_show_table').first();
  if (await table.count() > 0) {
    await table.click();
    await look('work-table');
  }
  await desk.go('works');
  await page.getByRole('link', { name: title }).first().click();
  await desk.button('works_withdraw').click();
  await page.getByRole('dialog').first().waitFor();
  await look('work-withdrawing');
  await page.getByRole('dialog').getByRole('button', { name: desk.m('works_withdraw_confirm') }).click();
  await desk.text('works_withdrawn_notice').first().waitFor();
  await desk.quiet();
  await look('work-withdrawn');
}

async function tourOfTheWallet(desk, look) {
  const { page } = desk;
  desk.watch.expect(refusal(400, '/api/addresses/'), refusal(403, '/api/'));
  await desk.go('wallet');
  await page.getByRole('heading', { name: desk.m('wallet_history') }).waitFor();
  await look('wallet');
  await desk.field('wallet_send_to').fill('byl1mistyped');
  await desk.field('wallet_send_amount').fill('a lot');
  await desk.button('wallet_send_review').click();
  await page.locator('main form [role=alert]:visible').first().waitFor();
  await look('wallet-problem');
  await desk.field('wallet_send_to').fill(STRANGER);
  await desk.field('wallet_send_amount').fill('1.25');
  await desk.button('wallet_send_review').click();
  await desk.heading('wallet_review_title').waitFor();
  await look('wallet-review');
  await desk.button('wallet_review_sign').click();
  await desk.button('wallet_sent_again').waitFor();
  await desk.quiet();
  await look('wallet-sent');
  await desk.button('wallet_contact_add').click();
  await desk.button('wallet_account_new').click();
  await look('wallet-forms');
  await desk.go('network');
  await desk.go('wallet');
  await desk.button('wallet_contact_remove_of').first().click();
  await page.getByRole('dialog').first().waitFor();
  await look('wallet-removing');
  await page.keyboard.press('Escape');

  await desk.button('wallet_backup_start').first().click();
  await look('backup');
  await desk.button('wallet_backup_show').click();
  await page.getByRole('dialog', { name: desk.m('confirm_title') }).waitFor();
  await look('confirmation');
  await sayYes(desk);
  await desk.heading('wallet_backup_words_title').waitFor();
  await look('backup-hidden');
  await desk.button('wallet_backup_reveal').click();
  await desk.button('wallet_backup_written').click();
  await desk.button('wallet_backup_check').click();
  await page.locator('main form [role=alert]:visible').first().waitFor();
  await look('backup-check');
  await desk.go('network');
  await desk.go('wallet');
  await desk.button('wallet_restore_link').click();
  await desk.field('wallet_restore_words').fill('zoo '.repeat(24));
  await look('restore');
  await desk.button('wallet_restore_go').click();
  await page.getByRole('dialog').first().waitFor();
  await look('restore-asking');
  await page.keyboard.press('Escape');
}

async function tourOfTheRest(desk, look) {
  const { page } = desk;
  await desk.go('network');
  await look('network');
  await desk.go('settings');
  await page.getByRole('heading', { name: desk.m('settings_tokens') }).waitFor();
  await look('settings');
  await desk.button('settings_token_show_of').first().click();
  await desk.button('settings_token_renew_of').first().click();
  await page.getByRole('dialog').first().waitFor();
  await look('settings-renewing');
  await page.keyboard.press('Escape');
  await desk.button('settings_erase_go').click();
  await page.getByRole('dialog').first().waitFor();
  await page.getByRole('dialog').getByRole('button', { name: desk.m('settings_erase_confirm') }).click();
  await look('settings-erasing');
  await page.keyboard.press('Escape');
}

async function tourOfTheFirstRun(desk, look, { text, question }) {
  const { page } = desk;
  await desk.go('first-run');
  await desk.field('first_run_words_label').last().fill(text);
  await page.getByText(desk.like('first_run_will_be_cut')).waitFor();
  await look('first-run-written');
  await desk.button('first_run_publish').click();
  await page.getByRole('heading', { name: desk.m('first_run_published') }).waitFor();
  await desk.quiet();
  await look('first-run-published');
  await desk.field('first_run_question_label').fill(question);
  await desk.button('ask_go').click();
  await page.getByTestId('answer').locator('mark').first().waitFor();
  await page.getByRole('table').waitFor();
  await desk.quiet();
  await look('first-run-answered');
}
