/** A file that came back, read by the form that it most probably is. */
import type { FormFitness } from '../../../../shared/collect/return-evidence.ts';
import type { FormDefinition } from '../../../../shared/model/form.ts';
import type { IssueMark } from '../../../../shared/model/round.ts';
import type { TableDefinition } from '../../../../shared/model/table.ts';
import { readIssueMark } from '../issue/issue-mark.ts';
import { type LoadedFile, loadFile } from '../read/load-file.ts';
import type { Load } from '../read/read-rows.ts';
import { judgeTitle, linesAbove, normalizeTitle } from '../read/titles.ts';
import { findRegions } from '../regions/find-regions.ts';
import { locateFigures } from './locate-figures.ts';
import { type ReadReturn, readReturn } from './read-return.ts';

/** A form that a file may be, in one edition. */
export type ReturnForm = {
  readonly key: string;
  readonly edition: number;
  /** Bound to `table`. */
  readonly definition: FormDefinition;
  readonly table: TableDefinition;
  readonly units: readonly string[];
};

export type CollectRequest = {
  /** Left as they are. */
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly forms: readonly ReturnForm[];
  /** The form of the round that is being collected; null leaves it to the file. */
  readonly wanted: { readonly form: string; readonly edition: number } | null;
  /** The identity of the workbook: marks of others say nothing. */
  readonly workbook: string;
};

export type CollectedFile = {
  readonly mark: IssueMark | null;
  /** Best first; those that were not looked at are not among them. */
  readonly fits: readonly FormFitness[];
  /** Read by this form; null where there is no form to read by. */
  readonly form: { readonly key: string; readonly edition: number } | null;
  readonly read: ReadReturn | null;
};

/** From this on the form that the file or the person names is not compared with others. */
const goodFitness = 0.8;

/** @throws HuibiaoError with a spreadsheet code where the file cannot be opened at all */
export function collectFile(request: CollectRequest, load: Load = loadFile): CollectedFile {
  const { bytes, fileName, forms, wanted, workbook } = request;
  const file = load(bytes, fileName);
  const mark = readIssueMark(bytes);
  const named = mark?.workbook === workbook ? mark : wanted;
  const first = forms.find(({ key, edition }) => key === named?.form && edition === named?.edition);
  const readBy = ({ definition, table, units }: ReturnForm): ReadReturn =>
    readReturn({ bytes, fileName, form: definition, table, units }, () => file);
  const read = first === undefined ? null : readBy(first);
  if (first !== undefined && read !== null && read.fitness >= goodFitness) {
    const fit = { form: first.key, edition: first.edition, score: read.fitness, titled: true };
    return { mark, fits: [fit], form: first, read };
  }
  const fits = forms
    .map((form) => fitForm(file, form))
    .sort((left, right) => right.score - left.score || Number(right.titled) - Number(left.titled));
  if (first !== undefined && read !== null) {
    const own = fits.find(({ form, edition }) => form === first.key && edition === first.edition);
    const others = fits.filter((fit) => fit !== own);
    const fit = {
      form: first.key,
      edition: first.edition,
      score: read.fitness,
      titled: own?.titled ?? false,
    };
    return {
      mark,
      fits: [fit, ...others].sort((left, right) => right.score - left.score),
      form: first,
      read,
    };
  }
  const [best] = fits;
  const form = forms.find(({ key, edition }) => key === best?.form && edition === best?.edition);
  if (form === undefined || best === undefined || best.score === 0)
    return { mark, fits, form: null, read: null };
  return { mark, fits, form, read: readBy(form) };
}

/** By the header alone, without reading a row. */
function fitForm({ sheets }: LoadedFile, { key, edition, definition, table }: ReturnForm): FormFitness {
  const visible = sheets.filter(({ state }) => state === 'visible');
  if (definition.layout === 'fixed') {
    const shares = visible.map((sheet) => {
      const { places } = locateFigures(sheet, definition);
      return places.filter((place) => place !== null).length / Math.max(1, places.length);
    });
    return { form: key, edition, score: Math.max(0, ...shares), titled: false };
  }
  const wanted = definition.columns
    .filter(({ serial, hidden }) => !serial && !hidden)
    .map(({ path }) => path.map(normalizeTitle).join('/'));
  let score = 0;
  let titled = false;
  for (const sheet of visible) {
    for (const region of findRegions(sheet)) {
      const paths = region.columns
        .filter(({ serial }) => !serial)
        .map(({ path }) => path.map(normalizeTitle).join('/'));
      const found = wanted.filter((path) => paths.includes(path)).length;
      const share = found / Math.max(1, wanted.length, paths.length);
      const title = judgeTitle(table, linesAbove(sheet, region.headerRows[0] ?? 0, region.firstRow));
      if (title.kind === 'other' || share < score) continue;
      score = share;
      titled = title.kind === 'fits' && (region.headerRows[0] ?? 0) > 0;
    }
  }
  return { form: key, edition, score, titled };
}
