/** SheetJS with the code pages of old .xls files. Loaded through `sheetJs()` only, as it costs time and memory. */
import * as library from '@e965/xlsx';
import * as codePages from '@e965/xlsx/dist/cpexcel.full.mjs';

library.set_cptable(codePages);

export { library };
