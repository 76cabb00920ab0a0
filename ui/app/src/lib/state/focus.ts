/** Where the keyboard was, so that it gets back there: also to a control that was out of use for a while. */

let last: HTMLElement | undefined;

document.addEventListener('focusin', ({ target }) => {
  if (target instanceof HTMLElement) last = target;
}, true);

/** The control that had the focus last, even if it was put out of use since and so lost it. */
export function lastFocused(): HTMLElement | undefined {
  return last?.isConnected ? last : undefined;
}

/** Gives the focus back to a control with the next frame, unless something has it by then. */
export function giveFocusBack(control: HTMLElement | undefined): void {
  requestAnimationFrame(() => {
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (lost && control?.isConnected) control.focus();
  });
}
