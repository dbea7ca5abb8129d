import { type FaceReport, type FontReport, rareCharacters } from '../../../shared/print/font-report.ts';
import type { LaidPrint } from '../../../shared/print/laid.ts';
import { measuresOf, type TextRole, type Typeface } from '../../../shared/print/looks.ts';
import type { InstalledFonts } from './installed-fonts.ts';
import { familiesOf, officialFamilies } from './typefaces.ts';

/** What of the fonts that a print asks for is there. */
export async function reportFonts(print: LaidPrint, installed: InstalledFonts | null): Promise<FontReport> {
  const faces = facesOf(print);
  const texts = print.sheets.flatMap(({ sheet }) => [
    sheet.title,
    ...sheet.rows.flatMap(({ cells }) => cells),
  ]);
  const rare = rareCharacters(texts);
  const covered = await Promise.all(
    rare
      .slice(0, mostAsked)
      .map(async (character) => ({ character, covered: (await installed?.covers(character)) ?? null })),
  );
  return {
    faces: [...faces].map((face) => reportFace(face, installed)),
    uncovered: covered.filter((each) => each.covered === false).map(({ character }) => character),
    unknown: covered.filter((each) => each.covered === null).map(({ character }) => character),
  };
}

/** The typefaces that stand on a page. */
function facesOf({ options, sheets }: LaidPrint): ReadonlySet<Typeface> {
  const { faces } = measuresOf(options.look);
  const roles: TextRole[] = ['title', 'header', 'cell'];
  if (options.look === 'document') {
    if (sheets.some(({ sheet }) => sheet.label !== null)) roles.unshift('label');
  } else roles.push('info');
  if (sheets.some(({ sheet }) => sheet.total !== null)) roles.push('total');
  if (options.signature) roles.push('signature');
  if (options.pageNumbers) roles.push('number');
  return new Set(roles.map((role) => faces[role]));
}

/** Characters that are asked about: each costs a few milliseconds. */
const mostAsked = 40;

function reportFace(face: Typeface, installed: InstalledFonts | null): FaceReport {
  const [wanted = face] = officialFamilies[face];
  if (installed === null) return { face, wanted, used: null, isStandIn: null };
  const used = familiesOf(face).find((family) => installed.families.has(family)) ?? null;
  return { face, wanted, used, isStandIn: used === null || !officialFamilies[face].includes(used) };
}
