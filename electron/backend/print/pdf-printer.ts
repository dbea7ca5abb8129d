/** What makes a PDF of a print's HTML: an installed browser, or the Electron that the program runs in. */
export type PdfPrinter = (html: string, call: { readonly signal: AbortSignal }) => Promise<Uint8Array>;
