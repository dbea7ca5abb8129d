import type { PdfPrinter } from './print/pdf-printer.ts';

/** What a host gives the backend: places, clock and randomness; the backend itself asks for none of them. */
export type BackendOptions = {
  readonly host: 'electron' | 'web' | 'direct';
  readonly version: string;
  /** New workbooks go here when only a name is given; made on first use. */
  readonly dataFolder: string;
  /** Small files of the program itself (the list of recent workbooks); null keeps none. */
  readonly stateFolder: string | null;
  /** The built screens; null for hosts that show none. */
  readonly rendererFolder: string | null;
  readonly seedsFolder: string;
  readonly now: () => Date;
  readonly newId: () => string;
  /** Told the file of the workbook that was opened, null when none is open any more. */
  readonly onWorkbookChange: (file: string | null) => void;
  /** Makes PDFs; without it an installed browser does. */
  readonly printPdf?: PdfPrinter;
};
