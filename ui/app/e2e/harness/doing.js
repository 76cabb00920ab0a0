/** What a person does on the screens, in steps that several tests share. */
import { until } from './until.js';

/** Asks a question on the screen for asking, and waits for the whole answer. */
export async function ask(desk, question) {
  await desk.go('ask');
  await desk.field('ask_question_label').fill(question);
  await desk.button('ask_go').click();
  await answered(desk, question);
}

/** Waits until the answer to a question is complete. */
export async function answered(desk, question) {
  const { page } = desk;
  await page.getByRole('heading', { level: 1, name: question, exact: true }).waitFor();
  await page.getByRole('group', { name: desk.m('ask_receipt'), exact: true }).waitFor();
  await desk.quiet();
}

/** The sentences of the answer on the screen, in order. */
export function sentences(desk) {
  return desk.page.getByTestId('answer').locator('mark').allTextContents();
}

/** The list of sources beside an answer. */
export function sources(desk) {
  return desk.page.getByRole('complementary', { name: desk.m('ask_credited') }).getByRole('listitem');
}

/** The text that a work's page marks as the sentence that was asked for; empty if there is none. */
export function highlighted(desk) {
  return desk.page.locator('mark.current').allTextContents().then((pieces) => pieces.join(''));
}

/** Writes a text on the screen for publishing and signs it. */
export async function publish(desk, { title, text, price }) {
  await desk.go('publish');
  await desk.field('publish_title_field').fill(title);
  await desk.field('publish_text_field').fill(text);
  if (price) {
    await desk.page.getByRole('radio', { name: desk.m('publish_terms_paid') }).check();
    await desk.field('publish_price').fill(price);
  }
  await desk.button('publish_sign').click();
  await desk.heading('publish_done', { title }).waitFor();
}

/** Withdraws the work whose page is open. */
export async function withdraw(desk) {
  await desk.button('works_withdraw').click();
  await desk.page.getByRole('dialog').getByRole('button', { name: desk.m('works_withdraw_confirm') }).click();
  await desk.text('works_withdrawn_notice').first().waitFor();
}

/** Waits until the node settled every answer: until then a receipt has no proof on the ledger. */
export async function settled(desk) {
  await until(async () => {
    const { receipts } = await desk.node.api('/api/receipts');
    return receipts.every(({ settlement }) => settlement !== 'pending');
  }, 'all answers are settled');
}
