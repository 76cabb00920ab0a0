import { language } from './lib/i18n/locale.svelte';

// jsdom has no modal dialogs and does not scroll; the parts that the app uses are enough. Tests of the network have no page.
if (typeof HTMLDialogElement !== 'undefined') {
  HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
    this.open = false;
    this.dispatchEvent(new Event('close'));
  };
  Element.prototype.scrollIntoView ??= () => {};
  globalThis.scrollTo = () => {};
}

// The page loads the words of its language before it shows anything.
if (typeof document !== 'undefined') await language.use('en');
