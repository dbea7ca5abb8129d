/** A dialog speaks of what was just done; nothing may change behind it. */
export function isDialogOpen(): boolean {
  return [...document.querySelectorAll('.ant-modal-wrap')].some((dialog) => dialog.checkVisibility());
}
