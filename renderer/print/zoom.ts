/** Per cent of the paper's own size. */
export const zoomSteps: readonly number[] = [50, 75, 100, 125, 150, 200];

/** The next step above or below what is shown now. */
export function nextZoom(scale: number, by: 1 | -1): number {
  const next = by === 1 ? zoomSteps.find((step) => step > scale) : zoomSteps.findLast((step) => step < scale);
  return next ?? (by === 1 ? (zoomSteps.at(-1) ?? scale) : (zoomSteps[0] ?? scale));
}
