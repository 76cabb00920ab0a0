/** What component tests look at, in the words of who uses the page. For tests only. */

/** The text that describes a control: its hint and its error. */
export function description(control: HTMLElement): string {
  const ids = control.getAttribute('aria-describedby')?.split(' ') ?? [];
  return ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
}

/** Text as it is read: one blank where there are many. */
export function textOf(element: HTMLElement | undefined): string {
  return (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
}

/** What a field holds. */
export function valueOf(control: HTMLElement): string {
  return (control as HTMLInputElement).value;
}

/** Whether a control can be used. */
export function isEnabled(control: HTMLElement): boolean {
  return !(control as HTMLButtonElement).disabled;
}
