/** The person at the terminal, who says yes where no page can. */

/** The id of the confirmation that the page waits for. */
export async function waitingId(desk) {
  const dialog = desk.page.getByRole('dialog', { name: desk.m('confirm_title') });
  const command = await dialog.getByText(/^byline confirm [0-9a-f]{32}$/).textContent();
  return command.trim().split(' ').at(-1);
}

/** Says yes in a terminal to what the page waits for, and gives the id. */
export async function sayYes(desk) {
  const id = await waitingId(desk);
  await desk.node.confirm(id);
  return id;
}
