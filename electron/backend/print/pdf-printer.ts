/** What makes a PDF of a print's HTML: an installed browser, or the Electron that the program runs in. */
export type PdfPrinter = (html: string, call: PrintCall) => Promise<Uint8Array>;

export type PrintCall = {
  readonly signal: AbortSignal;
  /** Told as each begins, in this order; a printer may leave some out. */
  readonly onStage: (stage: PrintStage) => void;
};

export type PrintStage = 'starting' | 'loading' | 'printing';
